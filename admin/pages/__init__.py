"""One file a page. Each brings its blueprint `page`; its templates lie in templates/admin/<name>/."""
