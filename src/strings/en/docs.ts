/**
 * The words of the frame around the documentation: navigation, search, buttons. The script gets those that it needs from the page.
 * English only, as the prose is: a page in two languages is read badly aloud, and badly translated by a browser.
 */
export const docs = {
  language: 'en',
  brand: 'Rollbook',
  title: 'Rollbook documentation',
  skip: 'Skip to content',
  site: 'Rollbook',
  documentation: 'Documentation',
  explorer: 'Explorer',
  pages: 'Pages',
  onThisPage: 'On this page',
  neighbours: 'Before and after',
  before: 'Before',
  next: 'Next',
  search: 'Search',
  searchKeys: 'Ctrl K',
  found: 'Found',
  /** What the script says; `{n}` and `{wanted}` are filled in. */
  script: {
    found: '{n} found',
    none: 'Nothing was found for “{wanted}”. Try a field, such as dob, or a path, such as /students.',
    failed: 'The search could not be loaded. Use the list of pages.',
    copy: 'Copy',
    copied: 'Copied',
  },
  footer: 'This documentation belongs to the server that it comes from, and calls no other.',
} as const;
