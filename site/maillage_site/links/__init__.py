"""The links of pages: read when a page is published and every week, asked, told to its team."""
