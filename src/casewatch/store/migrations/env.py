"""Alembic's entry point: runs the steps on the connection of the store being opened."""

from alembic import context

from casewatch.store.schema import SCHEMA_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=SCHEMA_TABLE,
    render_as_batch=True,
)
# The connection is in a transaction already: the steps are done as a whole or not at all.
context.run_migrations()
