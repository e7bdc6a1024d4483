"""Write case files: new ones from templates, and copies of those that are shipped."""
