// points.json → GeoJSON points (see points.py for its shape): places, doors behind which there are
// several, and territories that are still to be opened.

const PRECISION = 10000;
const ID_BYTES = 6;

export function read(data) {
  return data.kind === "clusters" ? territories(data) : doors(data);
}

function places(data) {
  const ids = Uint8Array.from(atob(data.id), (letter) => letter.charCodeAt(0));
  const towns = sums(data.town);
  const latitudes = sums(data.lat);
  const longitudes = sums(data.lon);
  return data.name.map((name, n) => ({
    name,
    town: data.towns[towns[n]],
    url: `${data.base}${hex(ids.subarray(n * ID_BYTES, (n + 1) * ID_BYTES))}/`,
    longitude: longitudes[n] / PRECISION,
    latitude: latitudes[n] / PRECISION,
  }));
}

// One pin for all the places at one point.
function doors(data) {
  const addresses = new Map(data.doors);
  const found = new Map();
  places(data).forEach((place, n) => {
    const { longitude, latitude, ...properties } = place;
    const key = `${longitude} ${latitude}`;
    const known = found.get(key);
    if (known) known.places.push(properties);
    else found.set(key, { longitude, latitude, places: [properties], address: addresses.get(n) });
  });
  return Array.from(found.values(), ({ longitude, latitude, places: there, address }) =>
    feature(longitude, latitude, {
      ...there[0],
      address,
      places: there,
      count: there.length,
    }),
  );
}

function territories(data) {
  return data.items.map(([path, name, count, latitude, longitude, south, west, north, east]) =>
    feature(longitude, latitude, {
      path,
      name,
      town: name,
      count,
      url: `#${path}`,
      box: [[south, west], [north, east]],
    }),
  );
}

function feature(longitude, latitude, properties) {
  return { type: "Feature", geometry: { type: "Point", coordinates: [longitude, latitude] }, properties };
}

function sums(deltas) {
  let total = 0;
  return deltas.map((delta) => (total += delta));
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
