/**
 * Mutants of the modules that decide who sees what: every predicate inverted, one at a time. All mutants of a file live in one instrumented
 * text and are chosen by a number at run time, so that thousands of requests can be made against each without compiling anew. Loops count
 * their turns there (test/isolation/choose-mutant.ts): a mutant that would run for ever fails instead.
 */
import ts from 'typescript';

export const POLICY_FILES = [
  'src/access/policy.ts',
  'src/sharing/policy.ts',
  'src/sharing/closure.ts',
  'src/sharing/projection.ts',
  'src/sharing/rules.ts',
  'src/view/roster-view.ts',
  'src/view/owner-view.ts',
  'src/view/audience-roster.ts',
  'src/view/segment-loader.ts',
];

const { SyntaxKind: Kind } = ts;

const FLIPPED = new Map([
  [Kind.EqualsEqualsEqualsToken, '!=='],
  [Kind.ExclamationEqualsEqualsToken, '==='],
  [Kind.LessThanToken, '>='],
  [Kind.GreaterThanToken, '<='],
  [Kind.LessThanEqualsToken, '>'],
  [Kind.GreaterThanEqualsToken, '<'],
  [Kind.AmpersandAmpersandToken, '||'],
  [Kind.BarBarToken, '&&'],
]);
const QUANTIFIERS = new Map([
  ['some', 'every'],
  ['every', 'some'],
]);
const TESTS = ['includes', 'has', 'hasOwn', 'test'];

/** What an expression becomes; undefined where it is no predicate. */
function mutationOf(node, text) {
  if (ts.isBinaryExpression(node)) {
    const flipped = FLIPPED.get(node.operatorToken.kind);
    return flipped && `(${text(node.left)}) ${flipped} (${text(node.right)})`;
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: target, name } = node.expression;
    const args = node.arguments.map(text).join(', ');
    const dot = node.expression.questionDotToken ? '?.' : '.';
    const other = QUANTIFIERS.get(name.text);
    if (other) return `${text(target)}${dot}${other}(${args})`;
    return TESTS.includes(name.text) ? `!(${text(node)})` : undefined;
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === Kind.ExclamationToken)
    return `!!(${text(node.operand)})`;
  // Compared with, it is part of a comparison that is inverted anyway.
  if (
    ts.isBinaryExpression(node.parent) &&
    node.parent.right === node &&
    FLIPPED.has(node.parent.operatorToken.kind)
  )
    if (node.kind === Kind.TrueKeyword || node.kind === Kind.FalseKeyword) return undefined;
  if (node.kind === Kind.TrueKeyword) return 'false';
  if (node.kind === Kind.FalseKeyword) return 'true';
  const { parent } = node;
  // A condition that is none of the above: a call, a name.
  const isCondition =
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node);
  return isCondition ? `!(${text(node)})` : undefined;
}

function isBodyOfLoop(node) {
  const { parent } = node;
  return parent !== undefined && ts.isIterationStatement(parent, false) && parent.statement === node;
}

function isExpressionHere(node) {
  const { parent } = node;
  return (
    parent !== undefined &&
    !(ts.isLiteralTypeNode(parent) || ts.isTypeNode(node) || ts.isPropertySignature(parent))
  );
}

/** The text with all its mutants in it, numbered from `first`, and what each is. */
export function instrument(path, source, first) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const mutants = [];
  const original = (node) => source.slice(node.getStart(file), node.end);
  const render = (node) => {
    if (
      ts.isImportDeclaration(node) ||
      ts.isTypeNode(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node)
    )
      return source.slice(node.pos, node.end);
    const children = [];
    ts.forEachChild(node, (child) => void children.push(child));
    let text = '';
    let at = node.pos;
    for (const child of children) {
      if (child.pos < at) continue;
      text += source.slice(at, child.pos) + render(child);
      at = child.end;
    }
    text += source.slice(at, node.end);
    if (isBodyOfLoop(node)) return `{ globalThis.__turn?.(); ${text} }`;
    const mutation = isExpressionHere(node) ? mutationOf(node, original) : undefined;
    if (mutation === undefined) return text;
    const id = first + mutants.length;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    mutants.push({
      id,
      path,
      line: line + 1,
      from: original(node).replace(/\s+/g, ' '),
      to: mutation.replace(/\s+/g, ' '),
    });
    const lead = source.slice(node.pos, node.getStart(file));
    return `${lead}(globalThis.__mutant === ${id} ? (${mutation}) : (${text.slice(lead.length)}))`;
  };
  const text = render(file);
  const { diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  if (diagnostics.length > 0)
    throw new Error(`The mutants of ${path} do not parse: this script is at fault.`);
  return { text, mutants };
}
