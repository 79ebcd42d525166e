// The rings of a TopoJSON file, as GeoJSON that Leaflet draws.

export function features(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const line = (index) => (index < 0 ? arcs[~index].slice().reverse() : arcs[index]);
  const ring = (indexes) =>
    indexes.flatMap((index, n) => (n ? line(index).slice(1) : line(index)));
  return Object.values(topology.objects).flatMap((layer) =>
    layer.geometries.map(({ type, arcs: parts, properties }) => ({
      type: "Feature",
      properties,
      geometry: {
        type,
        coordinates:
          type === "Polygon" ? parts.map(ring) : parts.map((polygon) => polygon.map(ring)),
      },
    })),
  );
}
