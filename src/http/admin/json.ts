const MARKS = /[<>&\u2028\u2029]/g;

/** JSON that is also harmless where somebody pastes it into a page: no mark in it means anything to HTML. */
export function renderJson(value: unknown): string {
  return JSON.stringify(value).replace(
    MARKS,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
