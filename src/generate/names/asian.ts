import { culture, type Culture } from './name.ts';

/** Families whose names come from East, South-East or South Asia. */
export const ASIAN: readonly Culture[] = [
  culture({
    share: 24,
    surnames: 'Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Lương|Nguyen|Tran',
    girls: 'Thúy|Linh|Mai|Ngọc|Phương|Thảo|Trang|Vy|Hạnh|Lan|Thu Hà|Bích|Diễm|Kim|Emily',
    boys: 'Anh|Bảo|Đức|Hiếu|Hùng|Khánh|Long|Minh|Nam|Phúc|Quân|Sơn|Thành|Tuấn|Việt|Kevin',
    languages: 'Vietnamese 640|English 350|10',
    races: 'A 960|M 20|20',
  }),
  culture({
    share: 20,
    surnames:
      'Wang|Li|Zhang|Liu|Chen|Yang|Huang|Zhao|Wu|Zhou|Xu|Sun|Zhu|Gao|Lin|He|Guo|Lǚ|Luo|Ouyang|Cheung|Leung|Wong',
    girls: 'Xiaoling|Meiling|Yuxin|Jiayi|Xinyi|Yan|Jing|Lihua|Ruoxi|Grace|Vivian|Michelle|Wing-Yan',
    boys: 'Wei|Hao|Jun|Yichen|Zihan|Ming|Bo|Jianyu|Kai|Rui|Eric|Jason|Chi-Ming|Haoran',
    languages: 'Mandarin 400|Cantonese 160|Chinese 90|English 340|10',
    races: 'A 960|M 20|20',
  }),
  culture({
    share: 2,
    surnames: '王=wang|李=li|张=zhang|陳=chen|刘=liu|林=lin|黃=huang|欧阳=ouyang',
    girls: '秀英=xiuying|美玲=meiling|雨欣=yuxin|佳怡=jiayi|静=jing',
    boys: '伟=wei|浩然=haoran|子涵=zihan|明=ming|俊=jun',
    languages: 'Mandarin 700|Chinese 290|10',
    races: 'A 1000',
  }),
  culture({
    share: 12,
    surnames: 'Kim|Lee|Park|Choi|Jung|Kang|Cho|Yoon|Jang|Lim|Han|Seo|Shin|Kwon|Hwang|Namgung',
    girls: 'Ji-woo|Seo-yeon|Ha-eun|Min-seo|Ye-jin|Soo-ah|Yuna|Hana|Grace|Da-eun',
    boys: 'Min-jun|Seo-jun|Ji-ho|Joon|Hyun-woo|Tae-yang|Dong-hyun|Eun-woo|Andrew|Sung-min',
    languages: 'Korean 520|English 470|10',
    races: 'A 970|M 15|15',
  }),
  culture({
    share: 7,
    surnames:
      'Satō|Suzuki|Nakagawa|Tanaka|Itō|Yamamoto|Kobayashi|Ōta|Hayashi|Saitō|Mori|Fujimoto|Shimizu|Kuroda',
    girls: 'Hana|Yui|Sakura|Aiko|Emi|Haruka|Mio|Rin|Naomi|Kaori',
    boys: 'Haruto|Kenji|Ren|Sōta|Yūki|Daiki|Takumi|Hiroshi|Riku|Shun',
    languages: 'Japanese 380|English 610|10',
    races: 'A 820|M 170|10',
  }),
  culture({
    share: 15,
    surnames:
      'Bautista|Dela Peña|Magsaysay|Manalo|Dimaculangan|Villanueva|Salonga|Macaraeg|Pangilinan|Catacutan|Abad|Lumibao',
    girls: 'Angelica|Maria Luz|Jasmine|Tala|Kristine|Ligaya|Rowena|Princess|Marisol|Althea',
    boys: 'Angelo|Bayani|Christian|Jericho|John Mark|Datu|Paolo|Rommel|Joshua|Isagani',
    languages: 'Tagalog 420|Ilocano 60|English 500|20',
    races: 'A 900|M 60|P 20|20',
    hispanic: 0.05,
  }),
  culture({
    share: 36,
    surnames:
      'Agarwal|Banerjee|Bhatt|Chaudhary|Das|Desai|Dhaliwal|Gill|Gupta|Iyer|Kapoor|Kaur|Khanna|Krishnan|Malhotra|Mehta|' +
      'Menon|Nair|Pandey|Patel|Pillai|Rahman|Raman|Rao|Reddy|Sandhu|Shah|Sharma|Shrestha|Sidhu|Singh|Subramanian|Verma',
    girls:
      'Aanya|Aditi|Ananya|Deepika|Diya|Gurleen|Isha|Kavya|Lakshmi|Meera|Nisha|Pooja|Priya|Riya|Saanvi|Simran|Tanvi',
    boys: 'Aarav|Advait|Arjun|Dev|Gurpreet|Harman|Ishaan|Karan|Krishna|Manoj|Nikhil|Pranav|Rohan|Sanjay|Siddharth|Vikram',
    languages: 'English 380|Hindi 180|Punjabi 130|Telugu 90|Tamil 70|Bengali 50|Nepali 50|Urdu 40|10',
    races: 'A 950|M 25|25',
  }),
  culture({
    share: 10,
    surnames: 'Vang|Xiong|Yang|Thao|Lor|Moua|Her|Sok|Chea|Khamvongsa|Saephanh|Paw|Htoo|Win',
    girls: 'Mai Yer|Pa Houa|Kaying|Sreyneang|Bopha|Naw Paw|Gao Nou|Hser|Chanthavy|Nkauj',
    boys: 'Tou|Cheng|Kong Meng|Sokha|Rithy|Eh Doh|Saw Htoo|Xeng|Phong|Bounmy',
    languages: 'Hmong 340|Karen 140|Khmer 130|Burmese 80|Laotian 60|Thai 20|English 220|10',
    races: 'A 970|M 10|20',
  }),
];
