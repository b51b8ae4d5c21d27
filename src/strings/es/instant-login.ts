import type { Translated } from '../types.ts';
import type { instantLogin as english } from '../en/instant-login.ts';

export const instantLogin: Translated<typeof english> = {
  brokenTitle: 'Este enlace de entrada está roto',
  repeated:
    'Dice lo mismo dos veces. Vuelva a la aplicación e inténtelo de nuevo; si no sirve, avise a quienes la llevan.',
  unknownClientTitle: 'No conocemos esta aplicación',
  unknownClient:
    'El enlace que le trajo nombra una aplicación que no está registrada aquí. Vuelva a donde estaba o avise a quienes la llevan.',
  unknownRedirect:
    'Lleva de vuelta a una dirección que la aplicación no ha registrado (invalid_uri). Por su seguridad no la seguimos. Avise a quienes llevan la aplicación.',
  noRedirectTitle: 'Esta aplicación todavía no se puede abrir',
  noRedirect: 'No ha registrado ninguna dirección a la que ir. Avise a quienes llevan la aplicación.',
  notAvailableTitle: 'Usted no puede usar esta aplicación',
  notAvailable:
    'Su escuela o su distrito no la ha compartido con usted. Si cree que debería tenerla, pregunte a su docente o en la oficina de su escuela.',
  outdatedTitle: 'Esta página ya no vale',
  outdated: 'Quizá inició o cerró la sesión en otra ventana. Vuelva a la aplicación y empiece de nuevo.',
  notYoursTitle: 'Solo el docente puede decidir esto',
  notYours:
    'Está mirando con los ojos de un docente. El docente tiene que iniciar sesión para autorizar esta aplicación.',
  applicationNamed: 'Aplicación: {application}',
  confirmTitle: 'Continuar a {application}',
  isThisYou: '¿Es usted?',
  onTheWay: 'Ha iniciado sesión como {name}, camino de {application}.',
  somebody: 'la persona que inició sesión',
  notMe: 'No soy yo',
  notMeHint: '«No soy yo» cierra la sesión de esta persona y le deja iniciar la suya.',
  consentTitle: 'Autorizar {application}',
  consentQuestion: '¿Usar {application} con sus clases?',
  consentLead: 'Su distrito no ha conectado esta aplicación. Si usted la autoriza, se le dice esto:',
  about_teachers: 'Sobre usted',
  about_sections: 'Sobre sus clases',
  about_students: 'Sobre los estudiantes de sus clases',
  initialOnly: '{field} (solo la inicial)',
  consentLimits:
    'No se le dice ningún correo electrónico de un estudiante, ni nada de su escuela o distrito. Sus estudiantes pueden entrar en ella.',
  allow: 'Autorizar {application}',
  deny: 'No autorizar',
  field_email: 'correo electrónico',
  'field_name.first': 'nombre de pila',
  'field_name.last': 'apellido',
  field_id: 'id',
  field_grade: 'grado',
  field_name: 'nombre',
  field_section_number: 'número de la clase',
  field_students: 'estudiantes',
  field_subject: 'materia',
  field_teacher: 'docente',
  field_teachers: 'docentes',
  findDistrict: 'Busque su distrito',
  foundTitle: 'Escuelas y distritos llamados {search}',
  searchName: 'Nombre de su escuela o distrito',
  search: 'Buscar',
  searchBusy: 'Han sido muchas búsquedas seguidas. Espere un minuto e inténtelo de nuevo.',
  searchNone:
    'Ninguna escuela ni distrito se llama «{search}». Revise la ortografía o escriba al menos {n} letras del nombre.',
  foundOne: 'Se encontró uno.',
  foundMany: 'Se encontraron {n}.',
  foundMore: 'Hay más. Escriba más del nombre.',
  schoolOf: '{school}, {district}',
};
