import { culture, type Culture } from './name.ts';

/** Families whose names are mostly English, Irish or French. */
export const ENGLISH_SPEAKING: readonly Culture[] = [
  culture({
    share: 375,
    surnames:
      'Abbott|Adler|Ames|Archer|Ashby|Atwood|Bailey|Barlow|Beckett|Bell|Bennett|Bishop|Blackwell|Boone|Bradford|' +
      'Brewer|Briggs|Burke|Caldwell|Calloway|Carver|Chandler|Clayton|Colby|Conway|Crane|Crawford|Dalton|Davenport|' +
      'Dawson|Drake|Eastman|Egan|Ellison|Emerson|Farrow|Fletcher|Forrester|Foster|Fox|Garner|Gibbs|Goodwin|Granger|' +
      'Griffith|Hale|Hammond|Hargrove|Harlow|Hatcher|Hawkins|Hayes|Holloway|Hughes|Huxley|Irving|Jennings|Keller|' +
      'Kendrick|Kirby|Lambert|Langley|Lawson|Lockwood|Lowell|Marlowe|Marsh|Mercer|Merrill|Mill|Monroe|Morgan|Nash|' +
      'Norwood|Oakley|Osborne|Parrish|Penn|Pierce|Porter|Prescott|Quimby|Radcliffe|Ramsey|Reeve|Rhodes|Sawyer|' +
      'Shepherd|Sinclair|Sloan|Stafford|Sterling|Stone|Sutton|Thatcher|Thorne|Tilden|Townsend|Tucker|Underwood|' +
      'Vance|Wade|Walden|Warner|Webb|Weston|Whitaker|Wilder|Winslow|Yardley|York',
    girls:
      'Abigail|Addison|Alice|Amelia|Anna|Ashlyn|Audrey|Autumn|Ava|Beatrice|Brooke|Caroline|Charlotte|Chloe|Clara|' +
      'Claire|Daisy|Eleanor|Eliza|Ella|Emily|Emma|Esme|Evelyn|Faith|Fiona|Georgia|Grace|Greta|Hannah|Harper|Hazel|' +
      'Isla|Ivy|Jane|Josephine|Julia|June|Kate|Laurel|Lillian|Lucy|Mabel|Madeline|Margaret|Mary Kate|Maya|Nora|' +
      'Olivia|Paige|Piper|Quinn|Rose|Ruby|Sadie|Sarah|Sophie|Stella|Tess|Violet|Willa|Zoe|Zoë',
    boys:
      'Adam|Aidan|Andrew|Arthur|Asher|Benjamin|Bennett|Brody|Calvin|Carter|Charles|Cole|Daniel|David|Dean|Dominic|' +
      'Eli|Elliot|Ethan|Evan|Everett|Felix|Finn|Gabriel|George|Grant|Graham|Harrison|Henry|Hudson|Hugo|Isaac|Jack|' +
      'Jacob|James|Jasper|Joel|John Paul|Jonah|Joseph|Julian|Leo|Levi|Liam|Logan|Lucas|Luke|Mason|Max|Miles|Nathan|' +
      'Noah|Oliver|Oscar|Owen|Parker|Reid|Rhys|Samuel|Silas|Simon|Spencer|Theodore|Thomas|Vincent|Wesley|William|Wyatt',
    languages: 'English 990|10',
    races: 'W 930|M 40|U 10|20',
  }),
  culture({
    share: 120,
    surnames:
      "Ambrose|Baptiste|Beaumont|Booker|Bridges|Broadnax|Coleman|Cotton|Covington|Crenshaw|D'Arbonne|Dorsey|Easley|" +
      'Fontenot|Freeman|Gaines|Gadson|Hairston|Hampton|Harvey|Hollis|Ivory|Jefferson|Jessup|Kincaid|Ladson|Lattimore|' +
      'Majors|McClain|Merriweather|Mosley|Pettway|Pinkney|Presley|Randolph|Ravenell|Rivers|Roundtree|Singletary|' +
      'Smalls|Spann|Sumpter|Tolliver|Vaughn|Waddell|Washington|Whitlock|Winfrey|Wofford|Young',
    girls:
      'Aaliyah|Amara|Amaya|Aniyah|Brianna|Camille|Ciara|Deja|Ebony|Gabrielle|Imani|India|Jada|Janelle|Jasmine|Kayla|' +
      "Kennedy|Kiara|Layla|Makayla|Monique|Naomi|Nevaeh|Nia|Nyah|Raven|Sanaa|Sydney|Tamia|Tia'Marie|Trinity|Zaria|Zora",
    boys:
      "Amari|Andre|Antoine|Cameron|Cedric|Christian|Darius|Darnell|De'Andre|Demetrius|Derrick|Elijah|Isaiah|Jabari|" +
      "Jalen|Jamal|Jamir|Jaylen|Josiah|Ja'Quan|Kendrick|Kobe|Langston|Malachi|Malik|Marcus|Micah|Quincy|Rashad|" +
      'Terrence|Trevon|Tyree|Xavier|Zaire|Zion',
    languages: 'English 992|8',
    races: 'B 880|M 90|U 10|20',
    hispanic: 0.03,
  }),
  culture({
    share: 34,
    surnames:
      "O'Connor|O'Rourke|O'Shea|O'Malley|McBride|McCabe|McKenna|Mac Aodha|Fitzgerald|Fitzpatrick|Brennan|Byrne|Cullen|" +
      'Daly|Doyle|Finnegan|Flynn|Gallagher|Keane|Ní Bhriain|Nolan|Quinlan|Rafferty|Sweeney|Tierney|Campbell|MacLeod',
    girls:
      'Siobhán|Aoife|Niamh|Saoirse|Maeve|Orla|Róisín|Bridget|Kathleen|Deirdre|Shannon|Caitlín|Nuala|Moira',
    boys: 'Seán|Cian|Conor|Declan|Eoin|Fionn|Kieran|Pádraig|Ronan|Brendan|Colm|Patrick|Darragh|Lorcán|Ewan',
    languages: 'English 1000',
    races: 'W 960|M 20|20',
  }),
  culture({
    share: 18,
    surnames:
      'Delacroix|Beauchêne|Lefèvre|Dubois|Moreau|Lemaître|Pélissier|Toussaint|Desrosiers|St. Cyr|Jean-Baptiste|' +
      'Thibodeaux|Béranger|Dessalines|Guérin|Larivière|Michaud|Chevalier',
    girls: 'Chloé|Élodie|Amélie|Noémie|Geneviève|Mireille|Fabiola|Marie-Claire|Solange|Anaïs|Lucie|Rosemène',
    boys: 'Étienne|Jean-Luc|René|François|Rémy|Widnel|Mathieu|Théo|Luc|Olivier|Gaël|Stanley|Frantz',
    languages: 'English 640|French 340|Other 20',
    races: 'B 480|W 460|M 40|20',
  }),
];
