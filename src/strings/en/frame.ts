/** What stands around the pages of the server, and what any of them may have to say. */
export const frame = {
  brand: 'Rollbook',
  skip: 'Skip to content',
  languageLabel: 'Language',
  titleOf: '{title} · Rollbook',
  errorTitle: 'Error: {title}',
  supportCode: 'Support code: {code}',
  faultTitle: 'Something went wrong',
  faultText: 'This is our fault, not yours. Wait a moment and try again.',
  faultCode: 'Try again in a minute. If it happens again, tell your school this code: {code}.',
  trouble400: 'That did not work',
  trouble403: 'That is not possible',
  trouble404: 'Nothing is here',
  trouble409: 'Start again',
  trouble413: 'That is too much',
  trouble415: 'That did not work',
  trouble503: 'One moment, please',
  unreadable: 'Go back, load the page anew, and try again.',
  noPage: 'There is no such page. Check the link, or ask your school for the right one.',
  noDistrict: 'There is no district at this address. Check the link, or ask your school for the right one.',
  foreignForm:
    'This form was not sent from a page of this server, or cookies are blocked. Go back, load the page anew, and try again.',
} as const;
