import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileFault, type Finding } from '../problems.ts';
import { CsvRows, isBlank, ROW_BYTES_MAX, type Row } from './csv-rows.ts';

const runs = (numRuns: number) => ({ numRuns, seed: 4180 });

interface Outcome {
  readonly rows: readonly Row[];
  readonly fault: Finding | undefined;
}

/** As a file is read: every chunk in the same memory, which is overwritten before the next one. */
function* inOneBuffer(chunks: readonly Uint8Array[]): Generator<Buffer> {
  const memory = Buffer.alloc(Math.max(1, ...chunks.map(({ length }) => length)));
  for (const chunk of chunks) {
    memory.fill('"');
    memory.set(chunk);
    yield memory.subarray(0, chunk.length);
  }
  memory.fill('"');
}

function readChunks(chunks: readonly Uint8Array[]): Outcome {
  const rows: Row[] = [];
  try {
    for (const batch of new CsvRows('some.csv').batches(inOneBuffer(chunks))) rows.push(...batch);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { rows, fault: error.finding };
  }
  return { rows, fault: undefined };
}

const read = (text: string): Outcome => readChunks([Buffer.from(text)]);

function rowsOf(text: string): readonly Row[] {
  const { rows, fault } = read(text);
  expect(fault, JSON.stringify(text)).toBeUndefined();
  return rows;
}

const cellsOf = (text: string): readonly (readonly string[])[] => rowsOf(text).map(({ cells }) => cells);
const linesOf = (text: string): readonly number[] => rowsOf(text).map(({ line }) => line);

describe('line ends', () => {
  const expected = [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ];
  for (const [name, text] of [
    ['LF', 'a,b\n1,2\n3,4\n'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['bare CR', 'a,b\r1,2\r3,4\r'],
    ['a mixture', 'a,b\r\n1,2\r3,4\n'],
    ['another mixture', 'a,b\r1,2\n3,4\r\n'],
    ['none behind the last row', 'a,b\n1,2\n3,4'],
  ] as const)
    it(`reads ${name}`, () => {
      expect(cellsOf(text)).toEqual(expected);
      expect(linesOf(text)).toEqual([1, 2, 3]);
    });

  it('takes CRLF as one line end and LF CR as two', () => {
    expect(cellsOf('a\r\nb')).toEqual([['a'], ['b']]);
    expect(cellsOf('a\n\rb')).toEqual([['a'], [''], ['b']]);
    expect(linesOf('a\n\rb')).toEqual([1, 2, 3]);
  });

  it('gives an empty line as one blank cell, and no row for an empty text', () => {
    expect(cellsOf('a\n\n\nb')).toEqual([['a'], [''], [''], ['b']]);
    expect(cellsOf('')).toEqual([]);
    expect(cellsOf('\n')).toEqual([['']]);
    expect(cellsOf('a,')).toEqual([['a', '']]);
  });

  it('tells blank rows from others', () => {
    expect(rowsOf('\n , \n,,\n" "\na,\n').map(isBlank)).toEqual([true, true, true, true, false]);
  });
});

describe('quotes', () => {
  it('keep commas and line ends of every kind, byte for byte', () => {
    expect(cellsOf('"a,b","c\nd","e\r\nf","g\rh"\nx')).toEqual([['a,b', 'c\nd', 'e\r\nf', 'g\rh'], ['x']]);
  });

  it('count the lines inside, so that the next row has its physical line', () => {
    expect(linesOf('h\n"1\n2\r\n3\r4"\nx\ny')).toEqual([1, 2, 6, 7]);
  });

  it('hold doubled quotes', () => {
    expect(cellsOf('"say ""yes""","""",""""""')).toEqual([['say "yes"', '"', '""']]);
  });

  it('are text inside a value that does not begin with one', () => {
    expect(cellsOf('5\' 10",a"b"c,x""y')).toEqual([['5\' 10"', 'a"b"c', 'x""y']]);
  });

  it('may be followed by spaces and tabs', () => {
    expect(cellsOf('"a" ,"b"\t ,"c" \n"d" ')).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('are text when a space stands before them, as RFC 4180 has it', () => {
    expect(cellsOf('x, "a"\n')).toEqual([['x', '"a"']]);
    expect(cellsOf('x, "a, b"\n')).toEqual([['x', '"a', 'b"']]);
  });

  it('that hold nothing give a blank cell', () => {
    expect(cellsOf('"",a,""')).toEqual([['', 'a', '']]);
  });
});

describe('white space', () => {
  it('is trimmed at both ends, also inside quotes, and kept within', () => {
    expect(cellsOf('  a  b\t,"  c  d  ",\t\n')).toEqual([['a  b', 'c  d', '']]);
  });

  it('of the invisible kind is trimmed and reported', () => {
    const [row] = rowsOf('\u00a0id\u200b,\ufeffx,plain,é\n');
    expect(row?.cells).toEqual(['id', 'x', 'plain', 'é']);
    expect(row?.invisible).toEqual([0, 1]);
  });

  it('of the invisible kind stays within a value', () => {
    const [row] = rowsOf('a\u00a0b\u200bc\n');
    expect(row).toMatchObject({ cells: ['a\u00a0b\u200bc'], invisible: undefined });
  });

  it('is trimmed alike whatever else stands in the row', () => {
    const [plain] = cellsOf('"id\n",Jose\n');
    const [accented] = cellsOf('"id\n",José\n');
    expect(plain?.[0]).toBe(accented?.[0]);
    expect(cellsOf('"\r\n id \n",Jose\n')[0]?.[0]).toBe('id');
  });
});

describe('faults', () => {
  it('a quote that is never closed names the line on which its row begins', () => {
    const { rows, fault } = read('a,b\n1,2\n3,"4\n5,6\n7,8\n');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(fault).toMatchObject({ file: 'some.csv', line: 3, code: 'unreadable' });
    expect(fault?.message).toMatch(/quote/);
  });

  it('a doubled quote at the end of the text does not close it', () => {
    expect(read('a\n"b""').fault).toMatchObject({ line: 2, code: 'unreadable' });
  });

  it('text behind a closing quote names line and cell', () => {
    expect(read('a,b\n"1\n1",2\n3,"4"x\n').fault).toMatchObject({
      file: 'some.csv',
      line: 4,
      column: 'cell 2',
      code: 'unreadable',
    });
    expect(read('"a" "b"').fault).toMatchObject({ line: 1, code: 'unreadable' });
  });

  it('never quotes what stands in the row', () => {
    for (const text of ['"canary', '"canary"canary\n'])
      expect(JSON.stringify(read(text).fault)).not.toContain('canary');
  });
});

describe('long rows', () => {
  const full = 'x'.repeat(ROW_BYTES_MAX);
  const parts = (text: string, size: number) => {
    const bytes = Buffer.from(text);
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    );
  };
  const SIZES = [100_000, ROW_BYTES_MAX, 4 * ROW_BYTES_MAX];

  it('are read up to the limit', () => {
    for (const size of SIZES) {
      const { rows, fault } = readChunks(parts(`h\n${full}\nlast`, size));
      expect(fault).toBeUndefined();
      expect(rows.map(({ cells, line }) => [cells[0]?.length, line])).toEqual([
        [1, 1],
        [ROW_BYTES_MAX, 2],
        [4, 3],
      ]);
    }
  });

  it('are a fault beyond it, wherever the chunks end', () => {
    for (const size of SIZES) {
      const { rows, fault } = readChunks(parts(`h\n${full}x\nlast\n`, size));
      expect(rows).toHaveLength(1);
      expect(fault).toMatchObject({ file: 'some.csv', line: 2, code: 'unreadable' });
    }
  });

  it('are measured alike wherever the chunks end', () => {
    const bytes = Buffer.from(`${full}\r\nlast`);
    const whole = readChunks([bytes]);
    for (const at of [ROW_BYTES_MAX - 1, ROW_BYTES_MAX, ROW_BYTES_MAX + 1, ROW_BYTES_MAX + 2]) {
      const { rows, fault } = readChunks([bytes.subarray(0, at), bytes.subarray(at)]);
      expect(fault, `cut behind byte ${at}`).toEqual(whole.fault);
      expect(rows.length, `cut behind byte ${at}`).toBe(whole.rows.length);
    }
  });

  it('come of a quote that is never closed', () => {
    const { fault } = readChunks(parts(`h\n1,2\n"${'some text\n'.repeat(200_000)}`, 100_000));
    expect(fault).toMatchObject({ line: 3, code: 'unreadable' });
    expect(fault?.message).toMatch(/quote/);
  });
});

describe('chunks', () => {
  const text =
    'Id,"Na\u00efve ""name""",x\r\n\u00a01\u200b, "q" ,"a\r\nb\rc\nd"\r2,"日本,😀" ,\n\r\n"",,"""\n"\rlast,row,é';

  it('may end at every byte', () => {
    const bytes = Buffer.from(text);
    const whole = readChunks([bytes]);
    expect(whole.fault).toBeUndefined();
    expect(whole.rows.length).toBeGreaterThan(5);
    for (let at = 0; at <= bytes.length; at++)
      expect(readChunks([bytes.subarray(0, at), bytes.subarray(at)]), `cut at byte ${at}`).toEqual(whole);
    expect(readChunks(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))).toEqual(whole);
  });

  it('never matter: any text in any chunks gives the same rows, lines and faults', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      ',',
      '"',
      '""',
      '\r',
      '\n',
      '\r\n',
      ' ',
      '\t',
      'é',
      '😀',
      '\u00a0',
    );
    const anyText = fc
      .array(
        fc.oneof({ weight: 9, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
        {
          maxLength: 40,
        },
      )
      .map((pieces) => Buffer.from(pieces.join('')));
    const anyBytes = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(
        fc.oneof({ weight: 4, arbitrary: anyText }, { weight: 1, arbitrary: anyBytes }),
        fc.array(fc.nat(80), { maxLength: 8 }),
        (bytes, cuts) => {
          const at = [
            0,
            ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
            bytes.length,
          ];
          const chunks = at.slice(1).map((end, n) => bytes.subarray(at[n], end));
          expect(readChunks(chunks)).toEqual(readChunks([bytes]));
        },
      ),
      runs(2_000),
    );
  });
});

describe('RFC 4180', () => {
  const inner = fc.constantFrom(
    'a',
    'Z',
    '0',
    ' ',
    '\t',
    ',',
    '"',
    '\n',
    '\r',
    '\r\n',
    'é',
    '日',
    '😀',
    "'",
    ';',
  );
  const end = fc.constantFrom('a', '7', '"', ',', 'ß', '😀');
  const padding = fc.constantFrom('', ' ', '\t ');
  const cell = fc.oneof(
    padding,
    fc
      .tuple(padding, end, fc.array(inner, { maxLength: 6 }), end, padding)
      .map(([before, first, middle, last, after]) => before + first + middle.join('') + last + after),
  );
  const written = fc
    .tuple(cell, fc.boolean())
    .map(([value, quoted]) =>
      quoted || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value,
    );
  const row = fc.array(written, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(','));
  const text = fc
    .tuple(fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 6 }), fc.boolean())
    .map(([rows, endsOpen]) => {
      const parts = rows.flat();
      return (endsOpen ? parts.slice(0, -1) : parts).join('');
    });

  it('is read as csv-parse reads it, trimmed', () => {
    fc.assert(
      fc.property(text, (csv) => {
        const oracle = parse(csv, {
          relax_column_count: true,
          record_delimiter: ['\r\n', '\n', '\r'],
          skip_empty_lines: false,
        });
        expect(cellsOf(csv)).toEqual(oracle.map((cells) => cells.map((value) => value.trim())));
      }),
      runs(3_000),
    );
  });

  it('has rows on the lines on which they stand', () => {
    const rows = fc.array(row, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n', '\r'), (texts, newline) => {
        let line = 1;
        const lines = texts.map((each) => {
          const here = line;
          line += (each.match(/\r\n|\r|\n/g) ?? []).length + 1;
          return here;
        });
        expect(linesOf(texts.map((each) => each + newline).join(''))).toEqual(lines);
      }),
      runs(1_000),
    );
  });
});
