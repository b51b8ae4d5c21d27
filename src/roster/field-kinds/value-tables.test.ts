/** The value tables of `roster-csv` 1.11, row by row. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellFault, FieldKind, Today } from '../define-resource.ts';
import { contactPhone } from './contact-phone.ts';
import { dateOfBirth, termDate } from './dates.ts';
import { gender, grade, lunchStatus, race, yesNo } from './enumerations.ts';

const TODAY: Today = { year: 2026, month: 11, day: 23 };

function readCell(kind: FieldKind, cell: string, today = TODAY) {
  const faults: CellFault[] = [];
  const value = kind.fromCsv?.(cell, (fault) => faults.push(fault), today);
  return { value, faults };
}

/** Every cell in the spelling given, in capitals and in small letters, gives the value without a word. */
function expectAccepted(kind: FieldKind, table: Readonly<Record<string, readonly string[]>>): void {
  for (const [value, cells] of Object.entries(table))
    for (const cell of cells)
      for (const spelling of [cell, cell.toUpperCase(), cell.toLowerCase()])
        expect(readCell(kind, spelling), spelling).toEqual({ value, faults: [] });
}

function expectChanged(
  kind: FieldKind,
  value: string | undefined,
  fault: CellFault,
  cells: readonly string[],
): void {
  for (const cell of cells) expect(readCell(kind, cell), cell).toEqual({ value, faults: [fault] });
}

describe('grades', () => {
  it('are accepted in the spellings of the table', () => {
    expectAccepted(grade, {
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, n) => [
          String(n + 1),
          [String(n + 1), String(n + 1).padStart(2, '0')],
        ]),
      ),
      Kindergarten: [
        '0',
        '00',
        'K',
        'KG',
        'KK',
        'Kinder',
        'Kindergarten',
        'TK',
        'TransitionalKindergarten',
        'Transitional Kindergarten',
      ],
      PreKindergarten: [
        '-1',
        '-2',
        'PK',
        'Pre-K',
        'P',
        'P3',
        'P4',
        'PR',
        'PreKindergarten',
        'Preschool',
        'PS',
      ],
      PostGraduate: ['13', 'PG', 'Postgraduate'],
      Other: ['Other'],
    });
  });

  it('are Other with a warning otherwise', () => {
    expectChanged(grade, 'Other', 'unmapped_value', [
      ...[
        'InfantToddler',
        'IT',
        'Ungraded',
        'UG',
        '9-12',
        'K-5',
        'Grade 3',
        'Nine',
        '1.0',
        '14',
        '-3',
        '000',
        '001',
        '012',
      ],
      ...['1st', 'N/A', 'NULL', 'None', '１', '__proto__', 'constructor', 'toString'],
    ]);
  });

  it('are left out where the cell is blank', () => {
    expect(grade.blank).toBeUndefined();
  });
});

describe('gender', () => {
  it('is M or F', () => {
    expectAccepted(gender, { M: ['M', 'male'], F: ['F', 'female'] });
  });

  it('is empty with a warning otherwise, and empty where the cell is blank', () => {
    expectChanged(gender, '', 'unmapped_value', ['X', 'nonbinary', 'U', 'Mal', '1', '__proto__']);
    expect(gender.blank).toBe('');
  });
});

describe('race', () => {
  it('is accepted by letter and by name', () => {
    expectAccepted(race, {
      Asian: ['A', 'Asian'],
      'Black or African American': ['B', 'Black', 'African American', 'Black or African American'],
      'American Indian': ['I', 'American Indian', 'American Indian or Alaska Native', 'Native American'],
      'Hawaiian or Other Pacific Islander': [
        'P',
        'Pacific Islander',
        'Hawaiian or Pacific Islander',
        'Hawaiian or Other Pacific Islander',
        'Native Hawaiian or Other Pacific Islander',
      ],
      'Two or More Races': ['M', 'Multiracial', 'Two or More Races'],
      Caucasian: ['W', 'White', 'Caucasian'],
      Unknown: ['U', 'Unknown'],
    });
  });

  it('is empty with a warning otherwise, and empty where the cell is blank', () => {
    expectChanged(race, '', 'unmapped_value', ['H', 'Hispanic', '1', '7', 'Z', 'A,W', 'valueOf']);
    expect(race.blank).toBe('');
  });
});

describe('Y and N', () => {
  it('are accepted in the spellings of the table', () => {
    expectAccepted(yesNo, { Y: ['Y', 'Yes', 'True', 'T', '1'], N: ['N', 'No', 'False', 'F', '0'] });
  });

  it('are empty with a warning otherwise, and empty where the cell is blank', () => {
    expectChanged(yesNo, '', 'unmapped_value', ['maybe', '2', '-', 'NA', 'YN']);
    expect(yesNo.blank).toBe('');
  });
});

describe('lunch status', () => {
  it('takes F for Free, and N and P for Paid', () => {
    expectAccepted(lunchStatus, { Free: ['F', 'Free'], Reduced: ['R', 'Reduced'], Paid: ['N', 'P', 'Paid'] });
  });

  it('is empty with a warning otherwise: Y and false say nothing here', () => {
    expectChanged(lunchStatus, '', 'unmapped_value', ['Y', 'T', 'false', 'no', '0', '1', 'X']);
    expect(lunchStatus.blank).toBe('');
  });
});

describe('dates of birth', () => {
  it('are written M/D/YYYY without padding, whatever their spelling', () => {
    for (const cell of [
      ...[
        '3/7/2012',
        '03/07/2012',
        '03-07-2012',
        '3-7-2012',
        '2012-03-07',
        '2012/03/07',
        '2012/3/7',
        '20120307',
      ],
      ...[
        '2012-03-07T00:00:00Z',
        '2012-03-07T23:59:59.999-11:00',
        '2012-03-07 12:30',
        '2012/03/07 00:00:00',
        '20120307T000000',
      ],
    ])
      expect(readCell(dateOfBirth, cell), cell).toEqual({ value: '3/7/2012', faults: [] });
  });

  it('are month first, always', () => {
    expect(readCell(dateOfBirth, '02/03/2010').value).toBe('2/3/2010');
    expectChanged(dateOfBirth, undefined, 'invalid_date', [
      '31/12/2010',
      '13/01/2010',
      '31-12-2010',
      '2010-31-12',
      '2010/13/01',
    ]);
  });

  it('of two digits are 20YY unless that lies in the future, then 19YY', () => {
    for (const [cell, value] of [
      ['11/1/98', '11/1/1998'],
      ['11/1/15', '11/1/2015'],
      ['01/02/00', '1/2/2000'],
      ['2/29/00', '2/29/2000'],
      ['11/22/26', '11/22/2026'],
      ['11/23/26', '11/23/2026'],
      ['11/24/26', '11/24/1926'],
      ['12/1/26', '12/1/1926'],
      ['1/1/27', '1/1/1927'],
    ] as const)
      expect(readCell(dateOfBirth, cell), cell).toEqual({ value, faults: [] });
  });

  it('that do not exist are left out: in the century that they were put into', () => {
    expectChanged(dateOfBirth, undefined, 'invalid_date', [
      ...[
        '02/29/2005',
        '02/30/2012',
        '2/29/1900',
        '4/31/2011',
        '0/1/2011',
        '1/0/2011',
        '2011-02-29',
        '20110229',
      ],
      ...['0000-00-00', '00/00/0000', '2011-00-10', '2011-10-00', '01/01/0000', '0000-01-01', '2/29/99'],
    ]);
    expect(readCell(dateOfBirth, '2/29/2000').value).toBe('2/29/2000');
    expect(readCell(dateOfBirth, '2/29/2012').value).toBe('2/29/2012');
  });

  it('in other spellings are left out and never guessed', () => {
    expectChanged(dateOfBirth, undefined, 'invalid_date', [
      ...[
        '43891',
        '1/2',
        '1/2/210',
        '1/2/20100',
        '3.7.2012',
        'March 7, 2012',
        '7 Mar 2012',
        '3/7-2012',
        '2012-3/7',
      ],
      ...[
        '3/7/2012x',
        'x3/7/2012',
        '2012-03-07x',
        '201203',
        '2012030',
        '201203071',
        'NULL',
        'N/A',
        '１/２/２０１０',
        '-3/7/2012',
      ],
    ]);
  });

  it('are left out where the cell is blank', () => {
    expect(dateOfBirth.blank).toBeUndefined();
  });

  it('of every day that exists, and of no other, come out as they went in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2100 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, day) => {
          const date = new Date(0);
          date.setUTCFullYear(year, month - 1, day);
          const exists =
            date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
          const padded = (n: number, width = 2) => String(n).padStart(width, '0');
          for (const cell of [
            `${month}/${day}/${padded(year, 4)}`,
            `${padded(month)}-${padded(day)}-${padded(year, 4)}`,
            `${padded(year, 4)}-${padded(month)}-${padded(day)}`,
            `${padded(year, 4)}${padded(month)}${padded(day)}`,
          ])
            expect(readCell(dateOfBirth, cell).value, cell).toBe(
              exists ? `${month}/${day}/${padded(year, 4)}` : undefined,
            );
        },
      ),
      { numRuns: 2_000, seed: 111 },
    );
  });
});

describe('term dates', () => {
  it('are written YYYY-MM-DD, whatever their spelling', () => {
    for (const cell of [
      '8/27/2025',
      '08-27-2025',
      '2025-08-27',
      '2025/8/27',
      '20250827',
      '2025-08-27T00:00:00.000Z',
      '8/27/25',
    ])
      expect(readCell(termDate, cell), cell).toEqual({ value: '2025-08-27', faults: [] });
  });

  it('of two digits are 20YY, also in the future', () => {
    expect(readCell(termDate, '6/12/27').value).toBe('2027-06-12');
    expect(readCell(termDate, '6/12/98').value).toBe('2098-06-12');
  });

  it('that are none are left out with a warning, and left out where the cell is blank', () => {
    expectChanged(termDate, undefined, 'invalid_date', [
      '27/8/2025',
      '2/30/2026',
      'Fall',
      '0000-00-00',
      '45000',
    ]);
    expect(termDate.blank).toBeUndefined();
  });
});

describe('contact phones', () => {
  it('are ten digits, or eleven that begin with 1', () => {
    for (const [cell, value] of [
      ['3605550601', '3605550601'],
      ['360-555-0601', '3605550601'],
      ['(360) 555.0601', '3605550601'],
      ['+1 360 555 0601', '13605550601'],
      ['1-360-555-0601', '13605550601'],
      ['Tel: 360 555 0601', '3605550601'],
    ] as const)
      expect(readCell(contactPhone, cell), cell).toEqual({ value, faults: [] });
  });

  it('with an extension are dropped whole, never cut', () => {
    expectChanged(contactPhone, '', 'phone_dropped', [
      ...[
        '360-555-0601 x12',
        '3605550601x',
        '360-555-0601 ext. 4',
        '360-555-0601 EXT 4',
        '3605550601#',
        'X360555060',
        '360555060#1',
      ],
    ]);
  });

  it('of any other count of digits are dropped', () => {
    expectChanged(contactPhone, '', 'phone_dropped', [
      '555-0601',
      '360555060',
      '23605550601',
      '+44 20 7946 0018',
      '136055506012',
      'none',
      '---',
      '３６０５５５０６０１',
    ]);
    expect(contactPhone.blank).toBe('');
  });
});
