/** Every word of the pages and the Explorer stands in the catalogue, in every language. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { sharedWithTeacher } from '../../src/oauth/index.ts';
import { catalogue, leafFields, PERSON_TYPES } from '../../src/roster/index.ts';
import {
  DOCS_STRINGS,
  EXPLORER_STRINGS,
  type ExplorerKey,
  LANGUAGES,
  PAGE_GROUPS,
  PAGE_STRINGS,
  type PageKey,
} from '../../src/strings/index.ts';

interface Source {
  readonly name: string;
  readonly text: string;
}

const source = (folder: string): readonly Source[] =>
  readdirSync(new URL(`../../src/${folder}/`, import.meta.url))
    .filter((name) => /\.(tsx?|js)$/.test(name) && !name.includes('.test.'))
    .map((name) => ({
      name: `${folder}/${name}`,
      text: readFileSync(new URL(`../../src/${folder}/${name}`, import.meta.url), 'utf8'),
    }));

const explorer = source('web/explorer');
const pages = ['http/landing', 'http/oauth', 'http/pages', 'http/sign-in'].flatMap(source);
const frame = source('docs').filter(({ name }) => name === 'docs/frame.ts');

/** Attributes that people read or hear. */
const SPOKEN = ['aria-label', 'title', 'placeholder', 'alt', 'content'];
/** Words of the protocol and of code, the same in every language. */
const PROTOCOL = ['GET', '/me', 'width=device-width, initial-scale=1', 'light dark', 'open'];
const hasWords = (text: string) => /\p{L}/u.test(text) && !PROTOCOL.includes(text.trim());

function walk({ name, text }: Source, find: (node: ts.Node) => readonly string[]): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    for (const words of find(node)) if (hasWords(words)) found.push(`${name}: ${words.trim()}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

/** Words that stand in the code of a component instead of the catalogue. */
const wordsInJsx = (one: Source): readonly string[] =>
  walk(one, (node) => {
    if (ts.isJsxText(node)) return [node.text];
    const isSpoken = ts.isJsxAttribute(node) && SPOKEN.includes(node.name.getText());
    return isSpoken && node.initializer && ts.isStringLiteral(node.initializer)
      ? [node.initializer.text]
      : [];
  });

/** Words that stand in a template of HTML: between its tags, or in an attribute that is read. `code` and a list of `rel`s are no prose. */
const wordsInTemplates = (one: Source): readonly string[] =>
  walk(one, (node) => {
    if (!ts.isTaggedTemplateExpression(node) || node.tag.getText() !== 'html') return [];
    const { template } = node;
    const markup = ts.isNoSubstitutionTemplateLiteral(template)
      ? template.text
      : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)].join('0');
    const prose = markup.replace(/<code>[^<]*<\/code>|<b>teachers<\/b>/g, '');
    const spoken = SPOKEN.flatMap((attribute) =>
      [...prose.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'))].map(([, value]) => value ?? ''),
    );
    // A template may hold nothing but attributes.
    if (/^\s*([\w-]+="[^"]*"\s*)+$/.test(prose)) return spoken;
    const between = prose.includes('<') ? prose.replace(/^[^<]*>/, '').split(/<[^>]*(?:>|$)/) : [prose];
    return [...spoken, ...between];
  });

const gapsOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the words of the Explorer', () => {
  const keys = Object.keys(EXPLORER_STRINGS.en) as ExplorerKey[];

  it('stand in the catalogue and not in the views', () => {
    expect(explorer.flatMap(wordsInJsx)).toEqual([]);
    const stray = '<p title="A title">Some words<b aria-label={say("x")}>{1}</b></p>';
    expect(wordsInJsx({ name: 'x', text: stray })).toEqual(['x: A title', 'x: Some words']);
  });

  it('are all used', () => {
    const all = explorer.map(({ text }) => text).join('\n');
    // What a field promises is said by the promise's own name.
    const promises = catalogue.flatMap(({ fields }) =>
      leafFields(fields).flatMap(({ field }) => [field.presence, ...field.kind.fidelity]),
    );
    const used = new Set<string>(promises);
    expect(keys.filter((key) => !all.includes(`'${key}'`) && !used.has(key))).toEqual([]);
    expect([...used].filter((key) => !(key in EXPLORER_STRINGS.en))).toEqual([]);
  });
});

describe('the words of the pages', () => {
  const keys = Object.keys(PAGE_STRINGS.en) as PageKey[];
  const groups = Object.values(PAGE_GROUPS.en).flatMap((group) => Object.keys(group));

  it('stand in the catalogue and not in the pages', () => {
    expect([...pages, ...frame].flatMap(wordsInTemplates)).toEqual([]);
    const stray = 'html`<p title="A title">Some ${x} words ${y && html`hidden`}<code>GET x</code></p>`';
    expect(wordsInTemplates({ name: 'x', text: stray })).toEqual([
      'x: A title',
      'x: Some 0 words 0',
      'x: hidden',
    ]);
  });

  it('have one meaning each', () => {
    expect(groups.length).toBe(new Set(groups).size);
    expect([...groups].sort()).toEqual([...keys].sort());
  });

  it('are all used, and are there for every type of person and every field that a teacher shares', () => {
    const all = [...pages, ...source('sign-in')].map(({ text }) => text).join('\n');
    const shared = sharedWithTeacher();
    const used = new Set<string>([
      ...PERSON_TYPES,
      ...shared.map(({ plural }) => `about_${plural}`),
      ...shared.flatMap(({ fields }) => fields.map(({ name }) => `field_${name}`)),
    ]);
    expect([...used].filter((key) => !(key in PAGE_STRINGS.en))).toEqual([]);
    expect(keys.filter((key) => !all.includes(`'${key}'`) && !used.has(key))).toEqual([]);
  });

  it('frame the documentation, and are all used there', () => {
    const text = frame.map((one) => one.text).join('\n');
    const { script, ...words } = DOCS_STRINGS;
    const names = [...Object.keys(words), ...Object.keys(script)];
    expect(names.filter((key) => !text.includes(`.${key}`))).toEqual([]);
  });
});

describe.each(LANGUAGES.filter((language) => language !== 'en'))('in %s, the words', (language) => {
  it.each([
    ['Explorer', EXPLORER_STRINGS.en, EXPLORER_STRINGS[language], ['home', 'site', 'token']],
    [
      'pages',
      PAGE_STRINGS.en,
      PAGE_STRINGS[language],
      ['brand', 'titleOf', 'errorTitle', 'landingTitle', 'openApi', 'field_id', 'schoolOf'],
    ],
  ] as const)('of the %s say the same, with the same gaps', (_name, english, other, same) => {
    const [before, after] = [english, other] as readonly Readonly<Record<string, string>>[];
    const keys = Object.keys(before ?? {});
    expect(Object.keys(after ?? {}).sort()).toEqual([...keys].sort());
    for (const key of keys)
      expect([key, gapsOf(after?.[key] ?? '')]).toEqual([key, gapsOf(before?.[key] ?? '')]);
    expect(keys.filter((key) => after?.[key] === before?.[key]).sort()).toEqual([...same].sort());
  });
});
