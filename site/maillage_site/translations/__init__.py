"""Translating pages: who may, what is missing, what a move takes along.

wagtail-localize's right is one for the whole site; here whoever may change a page translates it, a
translation is a draft until a publisher publishes it, and it is published whole or not at all.
"""
