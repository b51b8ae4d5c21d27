import type { Translated } from '../types.ts';
import type { frame as english } from '../en/frame.ts';

export const frame: Translated<typeof english> = {
  brand: 'Rollbook',
  skip: 'Ir al contenido',
  languageLabel: 'Idioma',
  titleOf: '{title} · Rollbook',
  errorTitle: 'Error: {title}',
  supportCode: 'Código para soporte: {code}',
  faultTitle: 'Algo salió mal',
  faultText: 'La culpa es nuestra, no suya. Espere un momento e inténtelo de nuevo.',
  faultCode: 'Inténtelo de nuevo en un minuto. Si vuelve a pasar, diga este código a su escuela: {code}.',
  trouble400: 'Eso no funcionó',
  trouble403: 'Eso no es posible',
  trouble404: 'Aquí no hay nada',
  trouble409: 'Empiece de nuevo',
  trouble413: 'Eso es demasiado',
  trouble415: 'Eso no funcionó',
  trouble503: 'Un momento, por favor',
  unreadable: 'Vuelva atrás, cargue la página de nuevo e inténtelo otra vez.',
  noPage: 'Esta página no existe. Revise el enlace o pida el correcto a su escuela.',
  noDistrict: 'No hay ningún distrito en esta dirección. Revise el enlace o pida el correcto a su escuela.',
  foreignForm:
    'Este formulario no se envió desde una página de este servidor, o las cookies están bloqueadas. Vuelva atrás, cargue la página de nuevo e inténtelo otra vez.',
};
