import { culture, type Culture } from './name.ts';

/** Families whose names come from Latin America, the first nations or the Pacific islands. */
export const AMERICAS_AND_PACIFIC: readonly Culture[] = [
  culture({
    share: 235,
    surnames:
      'Peña-Vargas|Acevedo|Aguilar|Alvarado|Álvarez|Arce|Ávila|Barrientos|Benavides|Cabrera|Calderón|Cárdenas|Castañeda|' +
      'Castellanos|Cervantes|Chávez|Contreras|Córdova|de la Cruz|del Río|Delgado|Díaz|Domínguez|Durán|Echeverría|' +
      'Escobar|Espinoza|Estrada|Figueroa|Flores|Fuentes|Galindo|Gallegos|García|Gómez|González|Guerrero|Gutiérrez|' +
      'Guzmán|Hernández|Herrera|Huerta|Ibáñez|Jiménez|Juárez|Lara|León|López|Lozano|Luján|Maldonado|Márquez|Martínez|' +
      'Medina|Mejía|Méndez|Mendoza|Miranda|Montes|Morales|Moreno|Muñoz|Navarro|Núñez|Ochoa|Ojeda|Olivares|Ortega|Ortiz|' +
      'Pacheco|Padilla|Paredes|Perea|Pérez|Quiñones|Quintero|Ramírez|Ramos|Rangel|Reyes|Ríos|Rivera|Robles|Rodríguez|' +
      'Rojas|Romero|Rosario|Ruiz|Salazar|Saldaña|Sánchez|Santiago|Serrano|Solís|Soto|Suárez|Tejada|Torres|Treviño|' +
      'Trujillo|Urrutia|Valdez|Valencia|Vásquez|Vega|Velázquez|Villalobos|Yáñez|Zamora|Zapata|Zúñiga',
    girls:
      'Adriana|Alejandra|Alma|Ana María|Andrea|Beatriz|Camila|Carmen|Catalina|Celeste|Daniela|Elena|Esperanza|' +
      'Estefanía|Fernanda|Gabriela|Guadalupe|Inés|Isabella|Itzel|Jimena|Lucía|Luz|María José|Mariana|Marisol|Mía|' +
      'Natalia|Noemí|Paloma|Paola|Pilar|Renata|Rocío|Salomé|Sofía|Valentina|Valeria|Ximena|Yaretzi|Zoé',
    boys:
      'Adrián|Alejandro|Andrés|Ángel|Antonio|Benicio|Carlos|César|Cristóbal|Damián|Diego|Eduardo|Emiliano|Esteban|' +
      'Felipe|Fernando|Gael|Gerardo|Héctor|Ignacio|Iker|Iván|Javier|Jesús|Joaquín|Jorge|José Luis|Juan|Leonardo|Luis|' +
      'Manuel|Mateo|Matías|Miguel Ángel|Nicolás|Óscar|Pablo|Rafael|Raúl|Ricardo|Rodrigo|Santiago|Sebastián|Tomás',
    languages: 'Spanish 560|English 425|Portuguese 5|10',
    races: 'W 640|M 120|I 50|B 30|U 60|100',
    hispanic: 0.97,
  }),
  culture({
    share: 10,
    surnames:
      'Begaye|Benally|Whitefeather|Redhawk|Yellowhorse|Tsosie|Manygoats|Two Rivers|Runningwater|Tallchief|Nez',
    girls: 'Aiyana|Dezba|Kaya|Shania|Winona|Chenoa|Nizhoni|Cheyenne|Leilani|Tala',
    boys: 'Ahanu|Chayton|Dakota|Hok’ee|Koda|Takoda|Dustin|Shilah|Tyee|Lonan',
    languages: 'English 900|Other 80|20',
    races: 'I 880|M 90|30',
    hispanic: 0.04,
  }),
  culture({
    share: 9,
    surnames:
      'Kaʻanāʻanā|Kealoha|Kahananui|Tuiasosopo|Faleomavaega|Leavasa|Tāmaki|Fonoti|Malietoa|Mahoe|Keawe|Taufaʻao',
    girls: 'Leilani|Kalena|Moana|Mele|Sina|Noelani|Lupe|ʻAlohi|Malia|Talia|Pua',
    boys: 'Kai|Keanu|Makoa|Ioane|Sione|Tavita|Kekoa|Manu|Lotu|ʻIolani|Semisi',
    languages: 'English 690|Samoan 250|Ilocano 40|20',
    races: 'P 880|M 100|20',
  }),
  culture({
    share: 6,
    surnames: 'da Silva|Conceição|Magalhães|Araújo|Gonçalves|Simões|Ribeiro|Falcão|Guimarães|Pessoa|Teixeira',
    girls: 'Beatriz|Conceição|Inês|Júlia|Letícia|Luísa|Raíssa|Thaís|Vitória',
    boys: 'Caíque|Davi|Enzo|Gonçalo|João|Otávio|Thiago|Vinícius|Heitor',
    languages: 'Portuguese 720|English 270|10',
    races: 'W 620|M 200|B 120|60',
    hispanic: 0.35,
  }),
];
