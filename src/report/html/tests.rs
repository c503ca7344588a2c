//! What a reader and a draft's author would notice of the page.
