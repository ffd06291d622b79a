"""The REST interface under `/api/v1`: all that the pages and the commands can do."""
