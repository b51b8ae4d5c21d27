/** Every word of the Explorer stands in the catalogue, in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { catalogue, leafFields } from '../../src/roster/index.ts';
import { en, type StringKey } from '../../src/web/explorer/strings/en.ts';
import { es } from '../../src/web/explorer/strings/es.ts';

const folder = new URL('../../src/web/explorer/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const sources = readdirSync(folder)
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
  .map((name) => ({ name, text: read(name) }));
const keys = Object.keys(en) as StringKey[];

/** Attributes that people read or hear. */
const SPOKEN = ['aria-label', 'title', 'placeholder', 'alt'];
/** Words of the protocol, the same in every language. */
const PROTOCOL = ['GET', '/me'];

/** Words that stand in the code of a view instead of the catalogue. */
function wordsIn({ name, text }: { readonly name: string; readonly text: string }): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const words = ts.isJsxText(node)
      ? node.text
      : ts.isJsxAttribute(node) &&
          SPOKEN.includes(node.name.getText()) &&
          node.initializer &&
          ts.isStringLiteral(node.initializer)
        ? node.initializer.text
        : '';
    if (/\p{L}/u.test(words) && !PROTOCOL.includes(words.trim())) found.push(`${name}: ${words.trim()}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

const gapsOf = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('the words of the Explorer', () => {
  it('stand in the catalogue and not in the views', () => {
    expect(sources.flatMap(wordsIn)).toEqual([]);
    const stray = '<p title="A title">Some words<b aria-label={say("x")}>{1}</b></p>';
    expect(wordsIn({ name: 'x', text: stray })).toEqual(['x: A title', 'x: Some words']);
  });

  it('are all used', () => {
    const all = [...sources.map(({ text }) => text), read('strings/index.tsx')].join('\n');
    // What a field promises is said by the promise's own name; a language names itself.
    const promises = catalogue.flatMap(({ fields }) =>
      leafFields(fields).flatMap(({ field }) => [field.presence, ...field.kind.fidelity]),
    );
    const used = new Set<string>([...promises, 'language']);
    expect(keys.filter((key) => !all.includes(`'${key}'`) && !used.has(key))).toEqual([]);
    expect([...used].filter((key) => !(key in en))).toEqual([]);
  });

  it('say the same in Spanish, with the same gaps', () => {
    expect(Object.keys(es).sort()).toEqual([...keys].sort());
    for (const key of keys) expect([key, gapsOf(es[key])]).toEqual([key, gapsOf(en[key])]);
    const same = keys.filter((key) => es[key] === en[key]);
    expect(same).toEqual(['home', 'site', 'token']);
  });
});
