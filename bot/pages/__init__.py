"""What answers look like: views of the dossier to pages, one kind of answer a module."""
