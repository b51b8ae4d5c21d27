/**
 * What a district shares with an application: the choice as data, the records it leads to, and what is shown of each. Pure; a store
 * answers the questions that finding the records takes. It must never show a record or a field that the choice does not name.
 */
export { type Ask, type Closure, closeOver, type Membership } from './closure.ts';
export {
  overThreshold,
  removesTooMuch,
  SAFETY_THRESHOLD,
  type TypeChange,
  updatesTooMuch,
} from './safety-threshold.ts';
export { describeRule, describeShare, SHARE_LABELS } from './describe.ts';
export {
  type AudiencePolicy,
  audiencePolicy,
  EVERYTHING,
  type FieldUse,
  FIELD_USES,
  ignoredRefusals,
  isWhole,
  NOTHING_SHARED,
  parseAudience,
  parseFieldUses,
  parseSharing,
  renderAudience,
  renderSharing,
  type Share,
  type Sharing,
  type TakenFields,
} from './policy.ts';
export {
  allFields,
  limitedFields,
  limitedValues,
  type Projection,
  projectionOf,
  referencesOf,
} from './projection.ts';
export { type Condition, MATCHES as RULE_MATCHES, OPERATORS, type Rule, ruleTest } from './rules.ts';
