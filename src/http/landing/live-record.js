// Shows a record as the API answers it: a few fields, and its links. Every path in it leads into the Explorer.
const frame = document.querySelector('#live-record');
const status = document.querySelector('#live-status');
const { uri, more, time, fault } = frame.dataset;

/** Fields worth a first look; the others are counted. */
const SHOWN = ['id', 'name', 'grade', 'school', 'sis_id'];

const spanOf = (kind, text) => {
  const span = document.createElement('span');
  span.className = kind;
  span.textContent = text;
  return span;
};

function linkTo(path, text) {
  const link = document.createElement('a');
  link.href = `/explorer?${new URLSearchParams({ path })}`;
  link.textContent = text;
  return link;
}

/** A value on one line. */
function* valueOf(value, path) {
  if (typeof value === 'object' && value !== null) {
    yield '{ ';
    for (const [n, [key, inner]] of Object.entries(value).entries()) {
      yield `${n > 0 ? ', ' : ''}${JSON.stringify(key)}: `;
      yield* valueOf(inner, key === 'uri' ? inner : undefined);
    }
    yield ' }';
  } else if (path === undefined) yield spanOf(typeof value, JSON.stringify(value));
  else yield linkTo(path, JSON.stringify(value));
}

/** Lines: how far in each stands, and its parts. */
function* linesOf({ data, links }) {
  yield ['', '{ "data": {'];
  for (const key of SHOWN.filter((name) => name in data))
    yield [
      'inner',
      `${JSON.stringify(key)}: `,
      ...valueOf(data[key], key === 'school' ? `/v1.1/schools/${data[key]}` : undefined),
      ',',
    ];
  const others = Object.keys(data).filter((key) => !SHOWN.includes(key)).length;
  if (others > 0) yield ['inner', spanOf('more', more.replace('{n}', String(others)))];
  yield ['in', '},'];
  yield ['in', '"links": ['];
  for (const [n, link] of links.entries()) yield ['inner', ...valueOf(link), n < links.length - 1 ? ',' : ''];
  yield ['', '] }'];
}

async function show() {
  status.textContent = '…';
  try {
    const started = performance.now();
    const response = await fetch(uri, {
      headers: { Authorization: `Bearer ${document.body.dataset.token}` },
    });
    const body = await response.json();
    const ms = Math.max(1, Math.round(performance.now() - started));
    if (!response.ok) throw new Error(String(response.status));
    status.textContent = time.replace('{status}', String(response.status)).replace('{ms}', String(ms));
    for (const [place, ...parts] of linesOf(body)) {
      const line = document.createElement('div');
      line.className = place;
      line.append(...parts);
      frame.append(line);
    }
  } catch {
    status.textContent = fault;
    frame.hidden = true;
  }
}

void show();
