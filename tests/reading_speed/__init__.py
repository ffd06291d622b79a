"""Speed of reading: linear time, hostile texts, the language base."""
