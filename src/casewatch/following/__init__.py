"""Following: feeds, newsroom sitemaps, folders and mailboxes, item by item into the store."""
