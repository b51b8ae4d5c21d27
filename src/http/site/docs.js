// What the script adds to the documentation: the search, buttons that copy, and the address of this server in examples. Its words stand in the page.
const form = document.querySelector('form.search');
const input = document.querySelector('#search');
const panel = document.querySelector('.found');
const found = document.querySelector('#found');
const status = document.querySelector('.found-status');
const SHOWN_MAX = 8;
let entries;
let active = -1;

form.hidden = false;

// The index is fetched when it is first wanted, and looked through here.
async function load() {
  if (entries) return;
  const response = await fetch('/docs/search.json');
  if (!response.ok) throw new Error(String(response.status));
  entries = await response.json();
}

/** All words must occur; a hit in the title counts most, and a title that is nothing else, in the same case, more. */
function rank({ title, group, text, uri }, words, typed) {
  const inTitle = title.toLowerCase();
  const parts = inTitle.split(/[^a-z0-9]+/);
  const inGroup = group.toLowerCase();
  let score = inTitle === words.join(' ') ? 15 : 0;
  for (const word of words) {
    if (parts.includes(word) || inTitle === word) score += 12;
    else if (parts.some((part) => part.startsWith(word)) || inTitle.startsWith(word)) score += 10;
    else if (inTitle.includes(word)) score += 5;
    else if (inGroup.includes(word)) score += 2;
    else if (text.includes(word)) score += 1;
    else return 0;
  }
  if (title === typed) score += 2;
  return uri.includes('#') ? score : score + 4;
}

function hide() {
  panel.hidden = true;
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
  active = -1;
}

function mark(next) {
  const options = found.children;
  options[active]?.setAttribute('aria-selected', 'false');
  active = (next + options.length) % options.length;
  options[active].setAttribute('aria-selected', 'true');
  options[active].scrollIntoView({ block: 'nearest' });
  input.setAttribute('aria-activedescendant', options[active].id);
}

function optionFor({ uri, title, group }, n) {
  const option = document.createElement('li');
  option.id = `found-${n}`;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.dataset.uri = uri;
  const name = document.createElement('strong');
  name.textContent = title;
  const place = document.createElement('span');
  place.textContent = group;
  option.append(name, ' ', place);
  option.addEventListener('click', () => follow(option));
  return option;
}

function follow(option) {
  hide();
  status.textContent = '';
  location.assign(option.dataset.uri);
}

async function search() {
  const wanted = input.value.trim().toLowerCase();
  if (wanted === '') {
    status.textContent = '';
    hide();
    return;
  }
  try {
    await load();
  } catch {
    status.textContent = form.dataset.failed;
    hide();
    return;
  }
  if (wanted !== input.value.trim().toLowerCase()) return;
  const words = wanted.split(/\s+/);
  const ranked = entries
    .map((entry) => ({ entry, score: rank(entry, words, input.value.trim()) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  found.replaceChildren(...ranked.slice(0, SHOWN_MAX).map(({ entry }, n) => optionFor(entry, n)));
  status.textContent =
    ranked.length === 0
      ? form.dataset.none.replace('{wanted}', () => input.value.trim())
      : form.dataset.found.replace('{n}', String(ranked.length));
  hide();
  panel.hidden = ranked.length === 0;
  input.setAttribute('aria-expanded', String(ranked.length > 0));
}

input.addEventListener('input', search);
input.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    status.textContent = '';
    hide();
  }
  if (panel.hidden) return;
  if (event.key === 'ArrowDown') mark(active + 1);
  else if (event.key === 'ArrowUp') mark(active <= 0 ? -1 : active - 1);
  else return;
  event.preventDefault();
});
input.addEventListener('blur', () => {
  status.textContent = '';
  hide();
});
// The field keeps the focus while something found is clicked.
panel.addEventListener('mousedown', (event) => event.preventDefault());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (panel.hidden) return;
  const option = found.children[active] ?? found.children[0];
  if (option) follow(option);
});
// With a modifier: a bare key would be typed by accident, and by voice.
document.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 'k' || event.ctrlKey === event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
  input.select();
});

// Examples name this server.
for (const code of document.querySelectorAll('pre code, pre samp'))
  code.textContent = code.textContent.replaceAll('http://localhost:3000', location.origin);

// Only where the clipboard can be written: on https, and on this machine.
if (navigator.clipboard)
  for (const block of document.querySelectorAll('.code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = document.body.dataset.copy;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.querySelector('code').textContent);
      button.textContent = document.body.dataset.copied;
      setTimeout(() => (button.textContent = document.body.dataset.copy), 2_000);
    });
    block.append(button);
  }

// The list of pages is open where there is room for it; styles do the same where they can.
const room = matchMedia('(min-width: 64rem)');
const menu = document.querySelector('.menu');
const fit = () => (menu.open = room.matches);
room.addEventListener('change', fit);
fit();
