import type { Translated } from '../types.ts';
import type { signIn as english } from '../en/sign-in.ts';

export const signIn: Translated<typeof english> = {
  signInTo: 'Entrar en {district}',
  or: 'o',
  noWayIn: 'Este distrito todavía no ha dispuesto cómo iniciar sesión. Pregunte en su escuela.',
  otherDistrict: '¿No es su distrito? Busque otro',
  sharedComputer: 'En un equipo compartido, cierre la sesión al terminar.',
  loggedOut: 'Ha cerrado la sesión.',
  student: 'Estudiante',
  teacher: 'Docente',
  school_admin: 'Administración de la escuela',
  district_admin: 'Administración del distrito',
  manyStudent: 'Estudiantes',
  manyTeacher: 'Docentes',
  manySchool_admin: 'Administradores de escuela',
  manyDistrict_admin: 'Administradores del distrito',
  demoLead:
    'Esto es un entorno de pruebas: sus personas son inventadas y usted puede ser cualquiera de ellas.',
  demoFind: 'Buscar a alguien por su nombre',
  demoFindGo: 'Buscar',
  demoFeatured: 'Empiece con una de estas personas',
  demoNobody: 'Nadie tiene un nombre así.',
  demoLimit: 'Se muestran {n} de cada clase como máximo. Busque para encontrar a los demás.',
  demoElsewhere: 'Las personas de este distrito inician sesión ellas mismas.',
  demoUnknown: 'No hay nadie así. Vuelva atrás y elija.',
  logOutQuestion: '¿Cerrar la sesión?',
  signedInAs: 'Ha iniciado sesión como {name}.',
  logOutElsewhere:
    'Las aplicaciones que abrió siguen abiertas. Cierre la sesión también allí, o cierre el navegador cuando deje este equipo.',
  logOut: 'Cerrar la sesión',
  staySignedIn: 'Seguir con la sesión',
  applicationsOf: 'Aplicaciones de {name}',
  hello: 'Hola, {name}',
  signedInTo: 'Ha iniciado sesión en {district} · {kind}',
  continueAs: 'Continuar como {name}',
  noApplications:
    'Todavía no hay aplicaciones para usted. Cuando su distrito le abra una, aparecerá en esta página.',
  yourApplications: 'Sus aplicaciones',
  notLaunched: 'Aún sin abrir: solo la ven los administradores',
  notYou: '¿No es usted? Entre con su cuenta',
  loginName: 'Nombre de usuario',
  password: 'Contraseña',
  signIn: 'Entrar',
  forgotPassword: '¿La olvidó? Pida una nueva a su docente o en la oficina de su escuela.',
  wrongPassword: 'Ese nombre de usuario y esa contraseña no van juntos. Revise los dos e inténtelo de nuevo.',
  waitSeconds:
    'Demasiados intentos. Espere {n} segundos e inténtelo de nuevo. En su escuela pueden darle una contraseña nueva.',
  waitMinutes:
    'Demasiados intentos. Espere {n} minutos e inténtelo de nuevo. En su escuela pueden darle una contraseña nueva.',
  noPasswords: 'En este distrito no se entra con contraseña.',
  newPasswordTitle: 'Elija una contraseña nueva',
  newPasswordLead: 'La que tiene se la dio otra persona. Desde ahora solo usted debe conocerla.',
  newPassword: 'Contraseña nueva',
  newPasswordRule:
    'Al menos {min} caracteres. Unas cuantas palabras seguidas van bien; puede haber espacios.',
  newPasswordAgain: 'La misma otra vez',
  newPasswordSave: 'Guardar y seguir',
  tooLate: 'Pasó demasiado tiempo. Inicie sesión otra vez.',
  notTheSame: 'Las dos no son iguales. Escriba la contraseña nueva dos veces.',
  passwordShort:
    'La contraseña necesita al menos {min} caracteres. Unas cuantas palabras seguidas son fáciles de recordar.',
  passwordLong: 'La contraseña puede tener {max} caracteres como máximo.',
  passwordCommon: 'Esta contraseña es de las que se prueban primero. Elija otras palabras.',
  passwordNames:
    'La contraseña está hecha de nombres que otros conocen. Elija palabras que no hablen de usted.',
  passwordChanged: 'Entretanto se cambió la contraseña. Entre con la nueva.',
  tooManySignIns: 'En este momento entra demasiada gente. Inténtelo de nuevo en unos segundos.',
  signInWith: 'Entrar con {provider}',
  noSuchWay: 'Su distrito no tiene esta manera de iniciar sesión. Vuelva atrás y elija.',
  addressLong:
    'La dirección de la aplicación es demasiado larga para esta manera de iniciar sesión. Empiece otra vez desde la aplicación.',
  backToSignIn: 'Volver a la página de inicio de sesión',
  startAgain: 'Empiece de nuevo',
  notBegun:
    'Este inicio de sesión no empezó en este navegador, o hace demasiado tiempo. Vuelva a donde empezó e inténtelo otra vez.',
  methodChanged: 'Entretanto su distrito cambió cómo se inicia sesión. Vuelva a donde empezó.',
  deniedTitle: 'No se inició la sesión',
  denied: 'Su cuenta escolar dijo que no, o usted se volvió atrás. No se cambió nada.',
  providerTitle: 'Su cuenta escolar no responde como debería',
  provider:
    'No pudimos comprobar quién es usted. Inténtelo de nuevo en unos minutos. Si vuelve a pasar, diga este código a su escuela.',
  foreignTitle: 'Esta no es una cuenta escolar',
  foreign: 'Entró con una cuenta que no es de su distrito. Use la de su escuela.',
  unknownTitle: 'No conocemos esta cuenta',
  noClaim: 'Su cuenta no nos dice cómo le conoce su distrito. Diga este código a su escuela.',
  noMatch:
    'Su cuenta escolar funciona, pero nadie en las listas de su distrito la tiene. Diga este código a su escuela; allí pueden arreglarlo.',
  severalTitle: 'Esta cuenta es de más de una persona',
  several:
    'Más de una persona en las listas de su distrito tiene esta cuenta, así que no adivinamos. Diga este código a su escuela; allí pueden arreglarlo.',
};
