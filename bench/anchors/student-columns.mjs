// The student of the Data API v1.1 as columns of one table, and back: a text column for every field of its definition.

const plain = {
  head: [
    'created',
    'district',
    'dob',
    'ell_status',
    'email',
    'frl_status',
    'gender',
    'grade',
    'hispanic_ethnicity',
  ],
  tail: ['iep_status', 'last_modified', 'race', 'school', 'sis_id', 'state_id', 'student_number', 'id'],
};
const groups = {
  credentials: { district_username: 'district_username' },
  location: { address: 'address', city: 'city', state: 'state', zip: 'zip', lat: 'lat', lon: 'lon' },
  name: { first: 'first_name', middle: 'middle_name', last: 'last_name' },
};

export const columns = [...plain.head, ...plain.tail, ...Object.values(groups).flatMap(Object.values)];

export function rowFromStudent(student) {
  const row = {};
  for (const [field, value] of Object.entries(student)) {
    if (groups[field]) {
      for (const [member, text] of Object.entries(value)) row[groups[field][member]] = text;
    } else row[field] = value;
  }
  const unknown = Object.keys(row).filter((column) => !columns.includes(column));
  if (unknown.length > 0) throw new Error(`The anchor's table has no column for ${unknown.join(', ')}.`);
  return row;
}

/** Written out as one would by hand; a field without value is left out. */
export function studentFromRow(row) {
  const student = { created: row.created };
  if (row.district_username !== null) student.credentials = { district_username: row.district_username };
  student.district = row.district;
  if (row.dob !== null) student.dob = row.dob;
  if (row.ell_status !== null) student.ell_status = row.ell_status;
  if (row.email !== null) student.email = row.email;
  if (row.frl_status !== null) student.frl_status = row.frl_status;
  if (row.gender !== null) student.gender = row.gender;
  if (row.grade !== null) student.grade = row.grade;
  if (row.hispanic_ethnicity !== null) student.hispanic_ethnicity = row.hispanic_ethnicity;
  if (row.iep_status !== null) student.iep_status = row.iep_status;
  student.last_modified = row.last_modified;
  const location = locationFromRow(row);
  if (location) student.location = location;
  student.name = {};
  if (row.first_name !== null) student.name.first = row.first_name;
  if (row.middle_name !== null) student.name.middle = row.middle_name;
  if (row.last_name !== null) student.name.last = row.last_name;
  if (row.race !== null) student.race = row.race;
  student.school = row.school;
  student.sis_id = row.sis_id;
  if (row.state_id !== null) student.state_id = row.state_id;
  if (row.student_number !== null) student.student_number = row.student_number;
  student.id = row.id;
  return student;
}

function locationFromRow(row) {
  const { address, city, state, zip, lat, lon } = row;
  const location = {};
  if (address !== null) location.address = address;
  if (city !== null) location.city = city;
  if (state !== null) location.state = state;
  if (zip !== null) location.zip = zip;
  if (lat !== null) location.lat = lat;
  if (lon !== null) location.lon = lon;
  return Object.keys(location).length > 0 ? location : undefined;
}
