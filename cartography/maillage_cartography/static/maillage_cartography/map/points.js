// points.json: columns of deltas → GeoJSON points (see points.py for its shape).

const PRECISION = 100000;

export function points(data) {
  const ids = Uint8Array.from(atob(data.id), (letter) => letter.charCodeAt(0));
  const towns = sums(data.town);
  const latitudes = sums(data.lat);
  const longitudes = sums(data.lon);
  return data.name.map((name, n) => ({
    type: "Feature",
    geometry: {
      type: "Point",
      coordinates: [longitudes[n] / PRECISION, latitudes[n] / PRECISION],
    },
    properties: {
      name,
      town: data.towns[towns[n]],
      url: `${data.base}${uuid(ids.subarray(n * 16, n * 16 + 16))}/`,
    },
  }));
}

export function clusters(data) {
  return data.items.map(([code, name, count, latitude, longitude]) => ({
    code,
    name,
    count,
    point: [latitude, longitude],
  }));
}

function sums(deltas) {
  let total = 0;
  return deltas.map((delta) => (total += delta));
}

function uuid(bytes) {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
