"""What the pages of imports ask and show: four steps, from a file to rows that are in."""
