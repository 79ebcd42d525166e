"""An id typed in a form of the admin is checked like one chosen (ADR 0031).

A chooser offers what the person may use; nothing keeps them from posting another id. A form with
``CheckedReferences`` refuses it, wherever it stands: a field, a block of a StreamField, a link in a
text, a row of a formset. Forms of pages and of snippets get it by themselves
(``maillage_site.submitted_ids``); another form of the admin names it as its first base::

    class NoteForm(CheckedReferences, forms.ModelForm): ...

    NoteForm(request.POST, for_user=request.user)

What a person may use is what they see in the admin; a plugin that offers more says so::

    register_usable(Event, events_to_choose)  # (user) → QuerySet
"""
