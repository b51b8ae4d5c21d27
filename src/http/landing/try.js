// Follows links of the Data API with the sandbox's token and shows the answer; every relative uri in it can be followed too.
const answer = document.querySelector('#answer');
const line = document.querySelector('#answer-line');
const token = document.body.dataset.token;
const PATH = /"(\/(?:v1\.1\/|me)[^"\\]*)"/g;

function showBody(text) {
  answer.replaceChildren();
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Unknown paths answer in plain text.
  }
  let end = 0;
  for (const match of shown.matchAll(PATH)) {
    const link = document.createElement('a');
    link.href = match[1];
    link.dataset.try = '';
    link.textContent = match[1];
    answer.append(shown.slice(end, match.index + 1), link, '"');
    end = match.index + match[0].length;
  }
  answer.append(shown.slice(end));
}

async function follow(path) {
  line.textContent = `GET ${path} …`;
  const started = performance.now();
  try {
    const response = await fetch(path, { headers: { Authorization: `Bearer ${token}` } });
    const text = await response.text();
    line.textContent = `GET ${path} answered ${response.status} in ${Math.round(performance.now() - started)} ms, ${text.length.toLocaleString('en')} characters.`;
    showBody(text);
  } catch {
    line.textContent = `GET ${path} got no answer. Is the server still running?`;
    answer.replaceChildren();
  }
}

void follow('/v1.1/students?limit=2');

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-try]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void follow(link.getAttribute('href'));
  answer.closest('section').scrollIntoView({ block: 'nearest' });
});
