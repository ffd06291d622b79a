"""Texts for these tests; everybody in them is made up."""

RELEASE = """Friday, March 4, 2022

Share

Facebook

X

LinkedIn

Email

For Immediate Release

U.S. Attorney's Office, District of Examplia

Scheme Took Money From Hundreds of Shops

SAMPLETOWN – Ivan Examplov, 34, of Northshire, was sentenced today to 60 months in prison for hacking into the servers of three shops.

“He stole from people who trusted these shops,” said U.S. Attorney Mara Testova in a statement on the day of the sentence in Sampletown.

Related news

Another Man Sentenced in Sampletown

5 July 2021

Contact

Paula Pressova

Public Information Officer

paula.pressova@examplia.example

(555) 010-4465

Updated March 7, 2022
"""

MENU_PAGE = """Hacker Sentenced in Sampletown for Theft of Passwords | Examplia Police

Skip to main content

Search

Home

News

About us

Careers

Crime Prevention Week

Contact us

Hacker Sentenced in Sampletown for Theft of Passwords

Published: 12 May 2021

By Nina Reporterova

A court in Sampletown has sentenced Ivan Examplov to four years in prison for the theft of two million passwords.

He had pleaded guilty in January to three counts, the police said, and will begin to serve the sentence next month.

We use cookies to make this site better. Accept all cookies?

Privacy

Terms of use

Accessibility

Sitemap
"""

MARKDOWN = """Title: Three Held After Raids

URL Source: https://news.example/raids

Published Time: 2023-09-13T10:15:00Z

Markdown Content:
* [Skip to Content](https://news.example/#main)
* [Home](https://news.example/)
* [![Logo](https://news.example/logo.png) News](https://news.example/news)

# Three Held After Raids

![Image 1: a door](https://news.example/door.jpg)

Police in **Sampletown** held [three men](https://news.example/men) on Monday, among them _Ivan Examplov_, known as user_name_1.

The men are said to have run a shop for stolen cards, which took in some 2 million dollars within three years.
"""
