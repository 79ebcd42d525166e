"""Where territories and communes end: shapes read from the TopoJSON files of `data`."""
