// The search of the documentation: the index is fetched when it is first wanted, and looked through here.
const form = document.querySelector('form.search');
const input = document.querySelector('#search');
const found = document.querySelector('#found');
const status = document.querySelector('#found-status');
const SHOWN_MAX = 8;
let entries;
let active = -1;

form.hidden = false;

async function load() {
  entries ??= await (await fetch('/docs/search.json')).json();
}

/** All words must occur; a hit in the title counts most. */
function rank({ title, text }, words) {
  const inTitle = title.toLowerCase();
  let score = 0;
  for (const word of words) {
    if (inTitle.split(/[^a-z0-9_]+/).some((part) => part.startsWith(word))) score += 10;
    else if (inTitle.includes(word)) score += 5;
    else if (text.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

function hide() {
  found.hidden = true;
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

function show(results, wanted) {
  status.textContent =
    results.length === 0 ? `Nothing was found for “${wanted}”.` : `${results.length} found.`;
  found.replaceChildren(
    ...results.map(({ entry }, n) => {
      const option = document.createElement('li');
      option.id = `found-${n}`;
      option.role = 'option';
      option.setAttribute('aria-selected', 'false');
      const link = document.createElement('a');
      link.href = entry.uri;
      link.tabIndex = -1;
      link.textContent = entry.title;
      const group = document.createElement('span');
      group.textContent = entry.group;
      option.append(link, ' ', group);
      return option;
    }),
  );
  found.hidden = results.length === 0;
  input.setAttribute('aria-expanded', String(results.length > 0));
  active = -1;
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
    status.textContent = 'The search could not be loaded. Use the list of pages.';
    return;
  }
  const words = wanted.split(/\s+/);
  const results = entries
    .map((entry) => ({ entry, score: rank(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN_MAX);
  show(results, wanted);
}

input.addEventListener('input', search);
input.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') hide();
  if (found.hidden) return;
  if (event.key === 'ArrowDown') mark(active + 1);
  else if (event.key === 'ArrowUp') mark(active <= 0 ? -1 : active - 1);
  else return;
  event.preventDefault();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  const link = (found.children[active] ?? found.children[0])?.querySelector('a');
  if (link) location.assign(link.href);
});
document.addEventListener('click', (event) => {
  if (!form.contains(event.target)) hide();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || /^(input|textarea|select)$/i.test(document.activeElement?.tagName ?? '')) return;
  event.preventDefault();
  input.focus();
});
