// Which pages are asked for: places drawn from the whole list with a fixed seed, the same for every server.

/** Reads every student that a server lists, a page of 1,000 at a time. */
export async function* readStudents({ url, token }) {
  let uri = '/v1.1/students?limit=1000';
  while (uri !== undefined) {
    const { data, links } = await getJson({ url, token }, uri);
    yield data.map((item) => item.data);
    uri = links.find(({ rel }) => rel === 'next')?.uri;
  }
}

export async function getJson(source, path) {
  return JSON.parse(await getBody(source, path));
}

export async function getBody({ url, token }, path) {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  const body = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${body.subarray(0, 200)}`);
  return body;
}

/** Paths of full pages at random places. */
export function randomPages({ ids, limit, count, seed }) {
  const random = randomNumbers(seed);
  const places = Math.max(1, ids.length - limit);
  return Array.from({ length: count }, () => {
    const after = ids[Math.floor(random() * places)];
    return `/v1.1/students?limit=${limit}&starting_after=${after}`;
  });
}

/** Paths of random single records. */
export function randomRecords({ ids, count, seed }) {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, () => `/v1.1/students/${ids[Math.floor(random() * ids.length)]}`);
}

/** Mulberry32: a small seeded generator of numbers from 0 to 1. */
function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
