/** The policy of the audience that every district has: all records, all fields but those that need a grant. */
export const EVERYTHING = '{"share":"everything"}';
