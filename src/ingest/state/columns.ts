/** Growing columns of numbers: a million records cost a few bytes each instead of an object each. */

type Numbers = Uint32Array | Uint8Array;

abstract class Column<A extends Numbers> {
  protected data: A;

  constructor(data: A) {
    this.data = data;
  }

  protected abstract allocate(length: number): A;

  at(index: number): number {
    return this.data[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.data.length) {
      const grown = this.allocate(Math.max(1024, 2 * this.data.length, index + 1));
      grown.set(this.data);
      this.data = grown;
    }
    this.data[index] = value;
  }
}

export class U32Column extends Column<Uint32Array> {
  constructor() {
    super(new Uint32Array(0));
  }

  protected override allocate(length: number): Uint32Array {
    return new Uint32Array(length);
  }
}

export class FlagColumn extends Column<Uint8Array> {
  constructor() {
    super(new Uint8Array(0));
  }

  protected override allocate(length: number): Uint8Array {
    return new Uint8Array(length);
  }

  has(index: number, flag: number): boolean {
    return (this.at(index) & flag) !== 0;
  }

  raise(index: number, flag: number): void {
    this.set(index, this.at(index) | flag);
  }

  lower(index: number, flag: number): void {
    this.set(index, this.at(index) & ~flag);
  }
}
