"""The pages and the REST interface of a store, over HTTP. Holds no rules of its own.

`app.make_app` is the way in; `snapshot.Desk` is the store as its readers see it; `pages` and
`api` say what stands under which address.
"""
