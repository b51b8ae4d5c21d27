/**
 * ObjectIDs: 24 lowercase hex digits. Four bytes of seconds since 1970, five bytes of randomness, three bytes of counter
 * (`api-v1.1` section 8.1). They sort in the order of creation, as text and as bytes.
 */

const PATTERN = /^[0-9a-f]{24}$/;

/** The bytes of an ObjectID. */
export const OBJECT_ID_BYTES = 12;

export function isObjectId(value: string): boolean {
  return PATTERN.test(value);
}

/** Hands out ObjectIDs in ascending order. */
export type NewObjectId = () => string;

export interface ObjectIdSequence {
  /** The seconds the ids begin with. */
  readonly seconds: number;
  /** Five bytes, as ten hex digits. */
  readonly random: string;
}

const COUNTER_MAX = 0xffffff;

/**
 * A source of ascending ids. After 16,777,216 of them the second is raised by one, so that order is kept.
 */
export function objectIdSequence({ seconds, random }: ObjectIdSequence): NewObjectId {
  let second = seconds;
  let counter = 0;
  let prefix = '';
  const setPrefix = () => {
    prefix = second.toString(16).padStart(8, '0') + random;
  };
  setPrefix();
  return () => {
    if (counter > COUNTER_MAX) {
      counter = 0;
      second += 1;
      setPrefix();
    }
    const id = prefix + counter.toString(16).padStart(6, '0');
    counter += 1;
    return id;
  };
}
