import { culture, type Culture } from './name.ts';

/** Families whose names come from the European mainland, Africa or the Near East. */
export const EUROPE_AFRICA_ORIENT: readonly Culture[] = [
  culture({
    share: 16,
    surnames:
      'Kowalczyk|Wiśniewski|Łukaszewicz|Zieliński|Wójcik|Szymański|Dąbrowski|Górski|Błaszczyk|Novák|Dvořák|Šimůnek|' +
      'Kovač|Petrović|Đorđević|Popescu|Ionescu|Țurcanu|Horváth|Szabó|Kovalenko|Shevchenko|Bondarenko|Ivanova|Sokolov',
    girls:
      'Zofia|Agnieszka|Małgorzata|Katarzyna|Elżbieta|Olena|Oksana|Nataliya|Anastasia|Ivana|Željka|Ioana|Ilinca|Tereza',
    boys: 'Łukasz|Paweł|Stanisław|Tomasz|Wojciech|Mykola|Oleksandr|Dmitri|Nikolai|Jiří|Goran|Andrei|Răzvan|László',
    languages: 'English 420|Polish 170|Ukrainian 150|Russian 120|Romanian 60|Serbian 40|Bosnian 30|10',
    races: 'W 970|M 10|20',
  }),
  culture({
    share: 0.5,
    surnames: 'Шевченко=shevchenko|Коваль=koval|Мельник=melnyk|Ткаченко=tkachenko',
    girls: 'Олена=olena|Марія=mariya|Софія=sofiya|Дарина=daryna',
    boys: 'Андрій=andriy|Богдан=bohdan|Тарас=taras|Іван=ivan',
    languages: 'Ukrainian 900|Russian 100',
    races: 'W 1000',
  }),
  culture({
    share: 16,
    surnames:
      'Åberg|Lindqvist|Sjöström|Bergström|Björklund|Nyström|Hägg|Østergaard|Sørensen|Kjærgaard|Nørgaard|Ødegård|Bjørnsen|' +
      'Achterberg|van der Berg|de Vries|Müller|Schröder|Köhler|Weiß|Jäger|Größl|Mäkinen|Hämäläinen|Þorsteinsdóttir',
    girls: 'Åsa|Astrid|Freja|Ingrid|Maja|Saga|Sigrún|Solveig|Annika|Käthe|Liesl|Marlène|Päivi|Anneke',
    boys: 'Björn|Søren|Anders|Gustav|Håkon|Magnus|Nils|Øystein|Jürgen|Dieter|Väinö|Joost|Leif|Mattias',
    languages: 'English 880|German 80|Dutch 30|10',
    races: 'W 970|M 15|15',
  }),
  culture({
    share: 16,
    surnames:
      'Haddad|Khoury|Nasser|al-Rashid|Al-Masri|Hussein|Rahimi|Karimi|Ahmadi|Farouk|Mansour|Saleh|Yılmaz|Şahin|Çelik|' +
      'Öztürk|Aydın|Ghorbani|Bazzi|Amadi|Barzani|Qureshi',
    girls: 'Amina|Fatima|Layla|Noor|Yasmin|Zahra|Mariam|Rania|Salma|Shirin|Ayşe|Gülşen|Maryam|Hala',
    boys: 'Ahmad|Ali|Hassan|Ibrahim|Karim|Mohammed|Omar|Tariq|Yusuf|Reza|Cem|Mehmet|Bilal|Samir',
    languages: 'Arabic 470|Farsi 130|Turkish 50|Urdu 40|English 300|10',
    races: 'W 760|A 110|M 60|U 40|30',
  }),
  culture({
    share: 0.7,
    surnames: 'الحسن=alhasan|خليل=khalil|منصور=mansour|حداد=haddad',
    girls: 'فاطمة=fatima|مريم=maryam|نور=noor|ليلى=layla',
    boys: 'أحمد=ahmad|عمر=omar|يوسف=yousef|كريم=karim',
    languages: 'Arabic 1000',
    races: 'W 900|U 100',
  }),
  culture({
    share: 0.4,
    surnames: 'כהן=cohen|לוי=levi|מזרחי=mizrahi|פרידמן=friedman',
    girls: 'נועה=noa|שרה=sara|תמר=tamar|יעל=yael',
    boys: 'דוד=david|יוסף=yosef|איתן=eitan|נועם=noam',
    languages: 'Hebrew 1000',
    races: 'W 1000',
  }),
  culture({
    share: 17,
    surnames:
      "Abara|Abebe|Adeyemi|Asante|Bekele|Boateng|Chukwu|Diallo|Hassan|Kamau|Mbeki|Mensah|Mohamed|N'Diaye|Ngo|Nwosu|Obi|" +
      'Okafor|Okonkwo|Osei|Owusu|Tadesse|Tesfaye|Traoré|Warsame|Ọláolúwa',
    girls:
      'Abena|Adaeze|Amara|Ayaan|Chiamaka|Fatoumata|Hodan|Ifeoma|Makeda|Ngozi|Nyokabi|Selam|Wanjiru|Yetunde',
    boys: 'Abdi|Adewale|Chidi|Emeka|Kofi|Kwame|Mamadou|Obinna|Sékou|Tewodros|Yonas|Olúwaṣeun|Ousmane|Zubairi',
    languages: 'English 410|Somali 200|Amharic 130|Swahili 80|French 60|Tigrinya 50|Oromo 50|20',
    races: 'B 970|M 15|15',
  }),
];
