/** A sentence of the documentation. It is written in English, whatever language the Explorer speaks; `code` stands in backticks. */
export function Documented({ text }: { readonly text: string }) {
  return (
    <span lang="en">
      {text.split('`').map((part, n) => (n % 2 === 1 ? <code key={n}>{part}</code> : part))}
    </span>
  );
}
