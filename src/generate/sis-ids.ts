import type { Random } from './random.ts';

/**
 * Ids as a student information system gives them: fixed width, leading zeros, no order that means anything. A
 * running number is scattered by a step that has no factor in common with the range, so every id is met once before
 * any repeats, and no list of used ids is kept.
 */
class ScatteredNumbers {
  readonly #digits: number;
  readonly #range: number;
  readonly #step: number;
  #last: number;
  #given = 0;

  constructor({ digits, step, random }: { digits: number; step: number; random: Random }) {
    this.#digits = digits;
    this.#range = 10 ** digits - 1;
    this.#step = step;
    this.#last = random.below(this.#range);
  }

  next(): string {
    if (this.#given === this.#range) throw new RangeError(`ids of ${this.#digits} digits are used up`);
    this.#given += 1;
    this.#last += this.#step;
    // Not the remainder operator: beyond 32 bits that is a slow division of floating-point numbers.
    if (this.#last >= this.#range) this.#last -= this.#range;
    // From 1 on: a record number of nothing but zeros looks like a fault.
    return String(this.#last + 1).padStart(this.#digits, '0');
  }
}

/** The id sequences of one district. */
export class SisIds {
  readonly #schools: ScatteredNumbers;
  readonly #students: ScatteredNumbers;
  readonly #stateStudents: ScatteredNumbers;
  readonly #teachers: ScatteredNumbers;
  readonly #contacts: ScatteredNumbers;
  readonly #staff: ScatteredNumbers;
  #sections: number;

  constructor(random: Random) {
    this.#schools = new ScatteredNumbers({ digits: 4, step: 2_741, random });
    this.#students = new ScatteredNumbers({ digits: 7, step: 3_819_661, random });
    this.#stateStudents = new ScatteredNumbers({ digits: 10, step: 3_819_660_113, random });
    this.#teachers = new ScatteredNumbers({ digits: 5, step: 38_197, random });
    this.#contacts = new ScatteredNumbers({ digits: 7, step: 6_180_341, random });
    this.#staff = new ScatteredNumbers({ digits: 5, step: 61_813, random });
    this.#sections = random.between(100, 1_200);
  }

  school(): string {
    return this.#schools.next();
  }

  student(): string {
    return this.#students.next();
  }

  stateStudent(): string {
    return this.#stateStudents.next();
  }

  teacher(): string {
    return `T${this.#teachers.next()}`;
  }

  contact(): string {
    return `C${this.#contacts.next()}`;
  }

  staff(): string {
    return `A${this.#staff.next()}`;
  }

  /** Sections are made anew every summer, so theirs do run in order. */
  section(): string {
    this.#sections += 1;
    return `S${String(this.#sections).padStart(7, '0')}`;
  }
}

/** Login names from people's names, with a number from the second bearer on. */
export class LoginNames {
  readonly #bearers = new Map<string, number>();

  claim(wanted: string): string {
    const bearers = (this.#bearers.get(wanted) ?? 0) + 1;
    this.#bearers.set(wanted, bearers);
    return bearers === 1 ? wanted : `${wanted}${bearers}`;
  }
}
