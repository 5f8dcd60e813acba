"""How the workbook is served: Voilà's set-up and page, limits, and the `workbook` command."""
