// Printed from openapi.json by "npm run generated". Do not edit.

export interface paths {
    "/v1.1/districts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every district that the token may see.
         * @description A school district: the owner of all its records. A district token sees exactly one.
         */
        get: operations["listDistricts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/districts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One district, with all its fields.
         * @description A school district: the owner of all its records. A district token sees exactly one.
         */
        get: operations["getDistrict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/districts/{id}/schools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every school of the district.
         * @description Below a district: Every school of the district.
         */
        get: operations["listSchoolsOfDistrict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/districts/{id}/teachers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every teacher of the district.
         * @description Below a district: Every teacher of the district.
         */
        get: operations["listTeachersOfDistrict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/districts/{id}/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every student of the district.
         * @description Below a district: Every student of the district.
         */
        get: operations["listStudentsOfDistrict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/districts/{id}/sections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every section of the district.
         * @description Below a district: Every section of the district.
         */
        get: operations["listSectionsOfDistrict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/districts/{id}/admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people who administer the district here.
         * @description Below a district: The people who administer the district here.
         */
        get: operations["listAdminsOfDistrict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/districts/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the last sync went: a list of one.
         * @description Below a district: How the last sync went: a list of one.
         */
        get: operations["listStatusOfDistrict"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/schools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every school that the token may see.
         * @description A school of a district.
         */
        get: operations["listSchools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/schools/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One school, with all its fields.
         * @description A school of a district.
         */
        get: operations["getSchool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/schools/{id}/district": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The district of this record.
         * @description Below a school: The district of this record.
         */
        get: operations["getDistrictOfSchool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/schools/{id}/teachers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The teachers whose `school` is this one.
         * @description Below a school: The teachers whose `school` is this one.
         */
        get: operations["listTeachersOfSchool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/schools/{id}/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The students whose `school` is this one.
         * @description Below a school: The students whose `school` is this one.
         */
        get: operations["listStudentsOfSchool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/schools/{id}/sections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sections whose `school` is this one.
         * @description Below a school: The sections whose `school` is this one.
         */
        get: operations["listSectionsOfSchool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/teachers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every teacher that the token may see.
         * @description A teacher. One who works at several schools is listed once; sections tell the others.
         */
        get: operations["listTeachers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/teachers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One teacher, with all its fields.
         * @description A teacher. One who works at several schools is listed once; sections tell the others.
         */
        get: operations["getTeacher"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/teachers/{id}/district": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The district of this record.
         * @description Below a teacher: The district of this record.
         */
        get: operations["getDistrictOfTeacher"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/teachers/{id}/school": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The primary school.
         * @description Below a teacher: The primary school.
         */
        get: operations["getSchoolOfTeacher"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/teachers/{id}/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The students of all sections of this teacher, each once.
         * @description Below a teacher: The students of all sections of this teacher, each once.
         */
        get: operations["listStudentsOfTeacher"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/teachers/{id}/sections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sections taught, as primary teacher or co-teacher.
         * @description Below a teacher: The sections taught, as primary teacher or co-teacher.
         */
        get: operations["listSectionsOfTeacher"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/teachers/{id}/grade_levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The grades of those sections, each once.
         * @description Below a teacher: The grades of those sections, each once.
         */
        get: operations["listGradeLevelsOfTeacher"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every student that the token may see.
         * @description A learner on the roll of a school.
         */
        get: operations["listStudents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/students/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One student, with all its fields.
         * @description A learner on the roll of a school.
         */
        get: operations["getStudent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/students/{id}/district": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The district of this record.
         * @description Below a student: The district of this record.
         */
        get: operations["getDistrictOfStudent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/students/{id}/sections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The sections the student is in.
         * @description Below a student: The sections the student is in.
         */
        get: operations["listSectionsOfStudent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/students/{id}/school": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The primary school.
         * @description Below a student: The primary school.
         */
        get: operations["getSchoolOfStudent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/students/{id}/teachers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The primary teachers of those sections, each once. Co-teachers are not among them.
         * @description Below a student: The primary teachers of those sections, each once. Co-teachers are not among them.
         */
        get: operations["listTeachersOfStudent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/students/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The people to reach about the student, as a bare list.
         * @description Below a student: The people to reach about the student, as a bare list.
         */
        get: operations["listContactsOfStudent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/sections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every section that the token may see.
         * @description A class: a course taught to certain students by certain teachers. The only bond between the two.
         */
        get: operations["listSections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/sections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One section, with all its fields.
         * @description A class: a course taught to certain students by certain teachers. The only bond between the two.
         */
        get: operations["getSection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/sections/{id}/district": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The district of this record.
         * @description Below a section: The district of this record.
         */
        get: operations["getDistrictOfSection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/sections/{id}/teacher": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The primary teacher.
         * @description Below a section: The primary teacher.
         */
        get: operations["getTeacherOfSection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/sections/{id}/teachers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The primary teacher and the co-teachers.
         * @description Below a section: The primary teacher and the co-teachers.
         */
        get: operations["listTeachersOfSection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/sections/{id}/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The students of the section.
         * @description Below a section: The students of the section.
         */
        get: operations["listStudentsOfSection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/sections/{id}/school": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The school of the section.
         * @description Below a section: The school of the section.
         */
        get: operations["getSchoolOfSection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/school_admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every school admin that the token may see.
         * @description A member of staff who oversees one or more schools.
         */
        get: operations["listSchoolAdmins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/school_admins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One school admin, with all its fields.
         * @description A member of staff who oversees one or more schools.
         */
        get: operations["getSchoolAdmin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/school_admins/{id}/schools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The schools the person oversees.
         * @description Below a school admin: The schools the person oversees.
         */
        get: operations["listSchoolsOfSchoolAdmin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/district_admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every district admin that the token may see.
         * @description A person who administers the district here. No file carries these records; they are entered in the hub.
         */
        get: operations["listDistrictAdmins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/district_admins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One district admin, with all its fields.
         * @description A person who administers the district here. No file carries these records; they are entered in the hub.
         */
        get: operations["getDistrictAdmin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every contact that the token may see.
         * @description A person to reach about one student. Siblings have a contact each, also for one parent.
         */
        get: operations["listContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One contact, with all its fields.
         * @description A person to reach about one student. Siblings have a contact each, also for one parent.
         */
        get: operations["getContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/contacts/{id}/district": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The district of this record.
         * @description Below a contact: The district of this record.
         */
        get: operations["getDistrictOfContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/contacts/{id}/student": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The student.
         * @description Below a contact: The student.
         */
        get: operations["getStudentOfContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whose token this is.
         * @description Who the token belongs to: a district or a person.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1.1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as `/me`.
         * @description Who the token belongs to: a district or a person.
         */
        get: operations["getMeOfVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description A school district: the owner of all its records. A district token sees exactly one.
         * @example {
         *       "name": "Harbor Point Unified",
         *       "mdr_number": "04931211",
         *       "id": "5a3f1830e4b0a1b2c3d4e501"
         *     }
         */
        district: {
            /** @description The number that market research gives the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            mdr_number?: string;
            /** @description The name of the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            name: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
        };
        /**
         * @description A school of a district.
         * @example {
         *       "created": "2017-12-24T03:00:00.412Z",
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "high_grade": "5",
         *       "last_modified": "2018-01-11T03:00:02.118Z",
         *       "location": {
         *         "address": "12 Jetty Lane",
         *         "city": "Harbor Point",
         *         "state": "WA",
         *         "zip": "98501"
         *       },
         *       "low_grade": "PreKindergarten",
         *       "name": "Tidewater Elementary",
         *       "nces_id": "530000000101",
         *       "phone": "(360) 555-0101",
         *       "principal": {
         *         "email": "rokafor@harborpoint.example.org",
         *         "name": "Rosalind Okafor"
         *       },
         *       "school_number": "0101",
         *       "sis_id": "0101",
         *       "state_id": "WA-7701",
         *       "id": "5a3f1830e4b0a1b2c3d4e511"
         *     }
         */
        school: {
            /**
             * Format: date-time
             * @description When this record first appeared in the hub. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            created: string;
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /**
             * @description The highest grade taught here. A grade level. Anything that is none of the listed values is served as `Other`.
             * @enum {string}
             */
            high_grade?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "PreKindergarten" | "Kindergarten" | "PostGraduate" | "Other";
            /**
             * Format: date-time
             * @description When a sync last changed a field of this record. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            last_modified: string;
            /** @description Where the school is. A group of values, each of which may be missing. */
            location?: {
                /** @description Street and number. */
                address?: string;
                /** @description City. */
                city?: string;
                /** @description State; codes are not checked. */
                state?: string;
                /** @description Zip code, perhaps ZIP+4. */
                zip?: string;
            };
            /**
             * @description The lowest grade taught here. A grade level. Anything that is none of the listed values is served as `Other`.
             * @enum {string}
             */
            low_grade?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "PreKindergarten" | "Kindergarten" | "PostGraduate" | "Other";
            /** @description The number that market research gives the school. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            mdr_number?: string;
            /** @description The name of the school. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            name: string;
            /** @description The id in the federal directory of schools, usually 12 digits. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            nces_id?: string;
            /** @description Telephone number, in whatever form the source system has it. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            phone?: string;
            /** @description Who leads the school. A group of values, each of which may be missing. */
            principal?: {
                /** @description E-mail address of the principal. */
                email?: string;
                /** @description Name of the principal, as one string. */
                name?: string;
            };
            /** @description The number of the school in the district; the `sis_id` where the district sends none. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            school_number: string;
            /** @description The id that the SIS gives this school, unique in the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            sis_id: string;
            /** @description The id that the state gives this school. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            state_id?: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
        };
        /**
         * @description A teacher. One who works at several schools is listed once; sections tell the others.
         * @example {
         *       "created": "2017-12-24T03:00:05.611Z",
         *       "credentials": {
         *         "district_username": "icastellanos"
         *       },
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "email": "imani.castellanos@harborpoint.example.org",
         *       "last_modified": "2018-01-11T03:00:02.900Z",
         *       "name": {
         *         "first": "Imani",
         *         "last": "Castellanos",
         *         "middle": "R"
         *       },
         *       "school": "5a3f1830e4b0a1b2c3d4e511",
         *       "sis_id": "T100",
         *       "state_id": "WA100",
         *       "teacher_number": "000100",
         *       "title": "2nd Grade Teacher",
         *       "id": "5a3f1835e4b0a1b2c3d4e551"
         *     }
         */
        teacher: {
            /**
             * Format: date-time
             * @description When this record first appeared in the hub. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            created: string;
            /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
            credentials?: {
                /** @description The login name that the district gave this person. */
                district_username?: string;
            };
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /** @description E-mail address: neither checked nor unique. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            email?: string;
            /**
             * Format: date-time
             * @description When a sync last changed a field of this record. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            last_modified: string;
            /** @description The name of the teacher. A group of values, each of which may be missing. */
            name: {
                /** @description Given name. */
                first?: string;
                /** @description Family name. */
                last?: string;
                /** @description Middle name or initial. */
                middle?: string;
            };
            /** @description The primary school. The ObjectID of a school. */
            school: string;
            /** @description The id that the SIS gives this teacher, unique in the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            sis_id: string;
            /** @description The id that the state gives this teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            state_id?: string;
            /** @description The number by which the school knows the teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            teacher_number?: string;
            /** @description The title or function of the teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            title?: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
        };
        /**
         * @description A learner on the roll of a school.
         * @example {
         *       "created": "2017-12-24T03:00:07.204Z",
         *       "credentials": {
         *         "district_username": "bcho11"
         *       },
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "dob": "11/2/2009",
         *       "ell_status": "N",
         *       "email": "bcho11@students.harborpoint.example.org",
         *       "gender": "M",
         *       "grade": "2",
         *       "hispanic_ethnicity": "N",
         *       "last_modified": "2018-01-11T03:00:03.331Z",
         *       "location": {
         *         "zip": "98502"
         *       },
         *       "name": {
         *         "first": "Bruno",
         *         "last": "Cho"
         *       },
         *       "race": "Asian",
         *       "school": "5a3f1830e4b0a1b2c3d4e511",
         *       "sis_id": "0070002",
         *       "state_id": "19000001",
         *       "student_number": "501",
         *       "id": "5a3f1837e4b0a1b2c3d4e5a4"
         *     }
         */
        student: {
            /**
             * Format: date-time
             * @description When this record first appeared in the hub. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            created: string;
            /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
            credentials?: {
                /** @description The login name that the district gave this person. */
                district_username?: string;
            };
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /** @description Date of birth; may be missing. Month, day and year as `M/D/YYYY`, without padding. */
            dob?: string;
            /**
             * @description Whether the student is learning English. `Y` or `N`, or empty when the source system does not say.
             * @enum {string}
             */
            ell_status?: "Y" | "N" | "";
            /** @description E-mail address: neither checked nor unique. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            email?: string;
            /**
             * @description Free or reduced lunch. Served only where the district grants it. `Free`, `Reduced`, `Paid`, or empty. Only where the district granted it.
             * @enum {string}
             */
            frl_status?: "Free" | "Reduced" | "Paid" | "";
            /**
             * @description Gender as the source system states it. `M`, `F`, or empty.
             * @enum {string}
             */
            gender?: "M" | "F" | "";
            /**
             * @description The current grade level. A grade level. Anything that is none of the listed values is served as `Other`.
             * @enum {string}
             */
            grade?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "PreKindergarten" | "Kindergarten" | "PostGraduate" | "Other";
            /**
             * @description Whether the student is Hispanic or Latino. `Y` or `N`, or empty when the source system does not say.
             * @enum {string}
             */
            hispanic_ethnicity?: "Y" | "N" | "";
            /**
             * @description Whether there is an individualized education program. Served only where the district grants it. `Y` or `N`, or empty when the source system does not say. Only where the district granted it.
             * @enum {string}
             */
            iep_status?: "Y" | "N" | "";
            /**
             * Format: date-time
             * @description When a sync last changed a field of this record. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            last_modified: string;
            /** @description Where the student lives. A group of values, each of which may be missing. */
            location?: {
                /** @description Street and number. */
                address?: string;
                /** @description City. */
                city?: string;
                /** @description State. */
                state?: string;
                /** @description Zip code; often the only member. */
                zip?: string;
            };
            /** @description The name of the student. A group of values, each of which may be missing. */
            name: {
                /** @description Given name. */
                first?: string;
                /** @description Family name. */
                last?: string;
                /** @description Middle name or initial. */
                middle?: string;
            };
            /**
             * @description Race as the source system states it. One of the listed names, or empty.
             * @enum {string}
             */
            race?: "Caucasian" | "Asian" | "Black or African American" | "American Indian" | "Hawaiian or Other Pacific Islander" | "Two or More Races" | "Unknown" | "";
            /** @description The primary school. Sections at other schools are possible. The ObjectID of a school. */
            school: string;
            /** @description The id that the SIS gives this student, unique in the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            sis_id: string;
            /** @description The id that the state gives this student. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            state_id?: string;
            /** @description The number by which the school knows the student. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            student_number?: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
        };
        /**
         * @description A class: a course taught to certain students by certain teachers. The only bond between the two.
         * @example {
         *       "course_name": "Grade 2 Reading",
         *       "course_number": "ELA2",
         *       "created": "2017-12-24T03:00:09.870Z",
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "grade": "2",
         *       "last_modified": "2018-01-11T03:00:04.006Z",
         *       "name": "Grade 2 Reading - Castellanos - 1",
         *       "period": "1",
         *       "school": "5a3f1830e4b0a1b2c3d4e511",
         *       "section_number": "1",
         *       "sis_id": "S-2A",
         *       "students": [
         *         "5a3f1837e4b0a1b2c3d4e5a4",
         *         "5a3f1837e4b0a1b2c3d4e5a9"
         *       ],
         *       "subject": "english/language arts",
         *       "teacher": "5a3f1835e4b0a1b2c3d4e551",
         *       "teachers": [
         *         "5a3f1835e4b0a1b2c3d4e551",
         *         "5a3f1835e4b0a1b2c3d4e553"
         *       ],
         *       "term": {
         *         "name": "2017-18 Full Year",
         *         "start_date": "2017-08-30",
         *         "end_date": "2018-06-15"
         *       },
         *       "id": "5a3f1839e4b0a1b2c3d4e5c2"
         *     }
         */
        section: {
            /** @description What the course is about. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            course_description?: string;
            /** @description The name of the course. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            course_name?: string;
            /** @description The number of the course. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            course_number?: string;
            /**
             * Format: date-time
             * @description When this record first appeared in the hub. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            created: string;
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /**
             * @description The grade this class is for; it may differ from the grades of its students. A grade level. Anything that is none of the listed values is served as `Other`.
             * @enum {string}
             */
            grade?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "PreKindergarten" | "Kindergarten" | "PostGraduate" | "Other";
            /**
             * Format: date-time
             * @description When a sync last changed a field of this record. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            last_modified: string;
            /** @description The name in the source system; else course name, last name of the primary teacher (left out where that teacher is not shared) and period, joined by " - ". Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            name: string;
            /** @description When in the day it meets; `0` is a value. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            period?: string;
            /** @description The school of the section; its people may belong to other schools. The ObjectID of a school. */
            school: string;
            /** @description The number of the section within its course. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            section_number?: string;
            /** @description The id that the SIS gives this section, unique in the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            sis_id: string;
            /** @description The students enrolled in the section, from the enrollments file. ObjectIDs of student records, each once, in ascending order. */
            students: string[];
            /**
             * @description The subject taught. One of the eleven listed subjects; classified from the course name when the source system does not say.
             * @enum {string}
             */
            subject: "english/language arts" | "math" | "science" | "social studies" | "language" | "homeroom/advisory" | "interventions/online learning" | "technology and engineering" | "PE and health" | "arts and music" | "other";
            /** @description The primary teacher; always there when `teachers` is not empty. The ObjectID of a teacher. */
            teacher?: string;
            /** @description The primary teacher and the co-teachers, in the order of the source system. ObjectIDs of teacher records, each once, the primary teacher first. */
            teachers: string[];
            /** @description The term in which the section meets. It stays listed after its term for as long as the district sends it. A group of values, each of which may be missing. */
            term?: {
                /** @description The name of the term. */
                name?: string;
                /**
                 * Format: date
                 * @description The first day of the term.
                 */
                start_date?: string;
                /**
                 * Format: date
                 * @description The last day of the term.
                 */
                end_date?: string;
            };
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
        };
        /**
         * @description A member of staff who oversees one or more schools.
         * @example {
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "email": "bamadi@harborpoint.example.org",
         *       "name": {
         *         "first": "Badr",
         *         "last": "Amadi"
         *       },
         *       "schools": [
         *         "5a3f1830e4b0a1b2c3d4e511",
         *         "5a3f1830e4b0a1b2c3d4e512"
         *       ],
         *       "staff_id": "A2",
         *       "title": "Tech Coordinator",
         *       "id": "5a3f183be4b0a1b2c3d4e5e1"
         *     }
         */
        school_admin: {
            /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
            credentials?: {
                /** @description The login name that the district gave this person. */
                district_username?: string;
            };
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /** @description E-mail address: not checked. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            email: string;
            /** @description The name of the person. A group of values, each of which may be missing. */
            name: {
                /** @description Given name. */
                first?: string;
                /** @description Family name. */
                last?: string;
            };
            /** @description The schools the person oversees; one row of the file for each. ObjectIDs of school records, each once, in ascending order. */
            schools: string[];
            /** @description The id that the SIS gives this person. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            staff_id: string;
            /** @description The title or function of the person. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            title?: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
        };
        /**
         * @description A person who administers the district here. No file carries these records; they are entered in the hub.
         * @example {
         *       "id": "5a3f183be4b0a1b2c3d4e5f1",
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "email": "vlindqvist@harborpoint.example.org",
         *       "name": {
         *         "first": "Vera",
         *         "last": "Lindqvist"
         *       },
         *       "title": "Director of Technology"
         *     }
         */
        district_admin: {
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /** @description E-mail address: not checked. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            email: string;
            /** @description The name of the person. A group of values, each of which may be missing. */
            name?: {
                /** @description Given name. */
                first?: string;
                /** @description Family name. */
                last?: string;
            };
            /** @description The title or function of the person. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            title?: string;
        };
        /**
         * @description A person to reach about one student. Siblings have a contact each, also for one parent.
         * @example {
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "email": "sam.cho@family.example.org",
         *       "name": "Sam Cho",
         *       "phone": "3605550601",
         *       "phone_type": "Work",
         *       "relationship": "Parent",
         *       "student": "5a3f1837e4b0a1b2c3d4e5a4",
         *       "type": "Primary",
         *       "id": "5a3f183ce4b0a1b2c3d4e604"
         *     }
         */
        contact: {
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /** @description E-mail address, not checked. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            email?: string;
            /** @description The full name, as one string. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            name: string;
            /** @description Telephone number, digits only. Ten digits, or eleven beginning with 1, without punctuation; or empty. */
            phone?: string;
            /** @description For example Cell, Home, Work. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            phone_type?: string;
            /** @description How the person is related to the student, for example Parent. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            relationship?: string;
            /** @description The student whose contact this is. The ObjectID of a student. */
            student: string;
            /** @description The function of the contact, for example Primary or Emergency; as sent. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            type: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
        };
        /**
         * @description How the data of a district is kept up to date.
         * @example {
         *       "id": "5a3f1830e4b0a1b2c3d4e501",
         *       "sis_type": "sftp",
         *       "state": "running",
         *       "error": "",
         *       "instant_login": true,
         *       "last_sync": "2018-01-11T03:00:06.042Z"
         *     }
         */
        district_status: {
            /** @description The id of the district. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
            /** @description How the roster arrives: `sftp` for files in the Clever layout. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            sis_type: string;
            /**
             * @description What the last sync came to. `pending` before the first published sync, `error` when the last one failed, else `running`.
             * @enum {string}
             */
            state: "running" | "pending" | "error";
            /** @description Why the last sync failed; empty when it did not. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            error: string;
            /** @description Whether users of the district can sign in through the hub. `true` or `false`. */
            instant_login: boolean;
            /**
             * Format: date-time
             * @description When the last sync that succeeded ended. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            last_sync?: string;
        };
        /**
         * @description A school district: the owner of all its records. A district token sees exactly one. With the lists that `include` asked for.
         * @example {
         *       "name": "Harbor Point Unified",
         *       "mdr_number": "04931211",
         *       "id": "5a3f1830e4b0a1b2c3d4e501"
         *     }
         */
        district_with_lists: {
            /** @description The number that market research gives the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            mdr_number?: string;
            /** @description The name of the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            name: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
            /** @description Where `include` names it. Every school of the district. */
            schools?: components["schemas"]["school_list_without_paging"];
            /** @description Where `include` names it. Every teacher of the district. */
            teachers?: components["schemas"]["teacher_list_without_paging"];
            /** @description Where `include` names it. Every student of the district. */
            students?: components["schemas"]["student_list_without_paging"];
            /** @description Where `include` names it. Every section of the district. */
            sections?: components["schemas"]["section_list_without_paging"];
        };
        /**
         * @description One district, at its own path.
         * @example {
         *       "data": {
         *         "name": "Harbor Point Unified",
         *         "mdr_number": "04931211",
         *         "id": "5a3f1830e4b0a1b2c3d4e501"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/districts/5a3f1830e4b0a1b2c3d4e501"
         *         },
         *         {
         *           "rel": "schools",
         *           "uri": "/v1.1/districts/5a3f1830e4b0a1b2c3d4e501/schools"
         *         },
         *         {
         *           "rel": "teachers",
         *           "uri": "/v1.1/districts/5a3f1830e4b0a1b2c3d4e501/teachers"
         *         },
         *         {
         *           "rel": "students",
         *           "uri": "/v1.1/districts/5a3f1830e4b0a1b2c3d4e501/students"
         *         },
         *         {
         *           "rel": "sections",
         *           "uri": "/v1.1/districts/5a3f1830e4b0a1b2c3d4e501/sections"
         *         },
         *         {
         *           "rel": "events",
         *           "uri": "/v1.1/districts/5a3f1830e4b0a1b2c3d4e501/events"
         *         }
         *       ]
         *     }
         */
        district_response: {
            data: components["schemas"]["district_with_lists"];
            links: {
                /** @enum {string} */
                rel: "self" | "schools" | "teachers" | "students" | "sections" | "events";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description The district that another record leads to.
         * @example {
         *       "data": {
         *         "name": "Harbor Point Unified",
         *         "mdr_number": "04931211",
         *         "id": "5a3f1830e4b0a1b2c3d4e501"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/districts/5a3f1830e4b0a1b2c3d4e501"
         *         }
         *       ]
         *     }
         */
        related_district_response: {
            data: components["schemas"]["district"];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description One school, at its own path.
         * @example {
         *       "data": {
         *         "created": "2017-12-24T03:00:00.412Z",
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "high_grade": "5",
         *         "last_modified": "2018-01-11T03:00:02.118Z",
         *         "location": {
         *           "address": "12 Jetty Lane",
         *           "city": "Harbor Point",
         *           "state": "WA",
         *           "zip": "98501"
         *         },
         *         "low_grade": "PreKindergarten",
         *         "name": "Tidewater Elementary",
         *         "nces_id": "530000000101",
         *         "phone": "(360) 555-0101",
         *         "principal": {
         *           "email": "rokafor@harborpoint.example.org",
         *           "name": "Rosalind Okafor"
         *         },
         *         "school_number": "0101",
         *         "sis_id": "0101",
         *         "state_id": "WA-7701",
         *         "id": "5a3f1830e4b0a1b2c3d4e511"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511"
         *         },
         *         {
         *           "rel": "district",
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511/district"
         *         },
         *         {
         *           "rel": "teachers",
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511/teachers"
         *         },
         *         {
         *           "rel": "students",
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511/students"
         *         },
         *         {
         *           "rel": "sections",
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511/sections"
         *         },
         *         {
         *           "rel": "events",
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511/events"
         *         }
         *       ]
         *     }
         */
        school_response: {
            data: components["schemas"]["school"];
            links: {
                /** @enum {string} */
                rel: "self" | "district" | "teachers" | "students" | "sections" | "events";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description The school that another record leads to.
         * @example {
         *       "data": {
         *         "created": "2017-12-24T03:00:00.412Z",
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "high_grade": "5",
         *         "last_modified": "2018-01-11T03:00:02.118Z",
         *         "location": {
         *           "address": "12 Jetty Lane",
         *           "city": "Harbor Point",
         *           "state": "WA",
         *           "zip": "98501"
         *         },
         *         "low_grade": "PreKindergarten",
         *         "name": "Tidewater Elementary",
         *         "nces_id": "530000000101",
         *         "phone": "(360) 555-0101",
         *         "principal": {
         *           "email": "rokafor@harborpoint.example.org",
         *           "name": "Rosalind Okafor"
         *         },
         *         "school_number": "0101",
         *         "sis_id": "0101",
         *         "state_id": "WA-7701",
         *         "id": "5a3f1830e4b0a1b2c3d4e511"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511"
         *         }
         *       ]
         *     }
         */
        related_school_response: {
            data: components["schemas"]["school"];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A teacher. One who works at several schools is listed once; sections tell the others. With the lists that `include` asked for.
         * @example {
         *       "created": "2017-12-24T03:00:05.611Z",
         *       "credentials": {
         *         "district_username": "icastellanos"
         *       },
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "email": "imani.castellanos@harborpoint.example.org",
         *       "last_modified": "2018-01-11T03:00:02.900Z",
         *       "name": {
         *         "first": "Imani",
         *         "last": "Castellanos",
         *         "middle": "R"
         *       },
         *       "school": "5a3f1830e4b0a1b2c3d4e511",
         *       "sis_id": "T100",
         *       "state_id": "WA100",
         *       "teacher_number": "000100",
         *       "title": "2nd Grade Teacher",
         *       "id": "5a3f1835e4b0a1b2c3d4e551"
         *     }
         */
        teacher_with_lists: {
            /**
             * Format: date-time
             * @description When this record first appeared in the hub. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            created: string;
            /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
            credentials?: {
                /** @description The login name that the district gave this person. */
                district_username?: string;
            };
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /** @description E-mail address: neither checked nor unique. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            email?: string;
            /**
             * Format: date-time
             * @description When a sync last changed a field of this record. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            last_modified: string;
            /** @description The name of the teacher. A group of values, each of which may be missing. */
            name: {
                /** @description Given name. */
                first?: string;
                /** @description Family name. */
                last?: string;
                /** @description Middle name or initial. */
                middle?: string;
            };
            /** @description The primary school. The ObjectID of a school. */
            school: string;
            /** @description The id that the SIS gives this teacher, unique in the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            sis_id: string;
            /** @description The id that the state gives this teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            state_id?: string;
            /** @description The number by which the school knows the teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            teacher_number?: string;
            /** @description The title or function of the teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            title?: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
            /** @description Where `include` names it. The students of all sections of this teacher, each once. */
            students?: components["schemas"]["student_list_without_paging"];
            /** @description Where `include` names it. The sections taught, as primary teacher or co-teacher. */
            sections?: components["schemas"]["section_list_without_paging"];
        };
        /**
         * @description One teacher, at its own path.
         * @example {
         *       "data": {
         *         "created": "2017-12-24T03:00:05.611Z",
         *         "credentials": {
         *           "district_username": "icastellanos"
         *         },
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "email": "imani.castellanos@harborpoint.example.org",
         *         "last_modified": "2018-01-11T03:00:02.900Z",
         *         "name": {
         *           "first": "Imani",
         *           "last": "Castellanos",
         *           "middle": "R"
         *         },
         *         "school": "5a3f1830e4b0a1b2c3d4e511",
         *         "sis_id": "T100",
         *         "state_id": "WA100",
         *         "teacher_number": "000100",
         *         "title": "2nd Grade Teacher",
         *         "id": "5a3f1835e4b0a1b2c3d4e551"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551"
         *         },
         *         {
         *           "rel": "district",
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551/district"
         *         },
         *         {
         *           "rel": "school",
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551/school"
         *         },
         *         {
         *           "rel": "students",
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551/students"
         *         },
         *         {
         *           "rel": "sections",
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551/sections"
         *         },
         *         {
         *           "rel": "grade_levels",
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551/grade_levels"
         *         },
         *         {
         *           "rel": "events",
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551/events"
         *         }
         *       ]
         *     }
         */
        teacher_response: {
            data: components["schemas"]["teacher_with_lists"];
            links: {
                /** @enum {string} */
                rel: "self" | "district" | "school" | "students" | "sections" | "grade_levels" | "events";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description The teacher that another record leads to.
         * @example {
         *       "data": {
         *         "created": "2017-12-24T03:00:05.611Z",
         *         "credentials": {
         *           "district_username": "icastellanos"
         *         },
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "email": "imani.castellanos@harborpoint.example.org",
         *         "last_modified": "2018-01-11T03:00:02.900Z",
         *         "name": {
         *           "first": "Imani",
         *           "last": "Castellanos",
         *           "middle": "R"
         *         },
         *         "school": "5a3f1830e4b0a1b2c3d4e511",
         *         "sis_id": "T100",
         *         "state_id": "WA100",
         *         "teacher_number": "000100",
         *         "title": "2nd Grade Teacher",
         *         "id": "5a3f1835e4b0a1b2c3d4e551"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551"
         *         }
         *       ]
         *     }
         */
        related_teacher_response: {
            data: components["schemas"]["teacher"];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A learner on the roll of a school. With the lists that `include` asked for.
         * @example {
         *       "created": "2017-12-24T03:00:07.204Z",
         *       "credentials": {
         *         "district_username": "bcho11"
         *       },
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "dob": "11/2/2009",
         *       "ell_status": "N",
         *       "email": "bcho11@students.harborpoint.example.org",
         *       "gender": "M",
         *       "grade": "2",
         *       "hispanic_ethnicity": "N",
         *       "last_modified": "2018-01-11T03:00:03.331Z",
         *       "location": {
         *         "zip": "98502"
         *       },
         *       "name": {
         *         "first": "Bruno",
         *         "last": "Cho"
         *       },
         *       "race": "Asian",
         *       "school": "5a3f1830e4b0a1b2c3d4e511",
         *       "sis_id": "0070002",
         *       "state_id": "19000001",
         *       "student_number": "501",
         *       "id": "5a3f1837e4b0a1b2c3d4e5a4"
         *     }
         */
        student_with_lists: {
            /**
             * Format: date-time
             * @description When this record first appeared in the hub. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            created: string;
            /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
            credentials?: {
                /** @description The login name that the district gave this person. */
                district_username?: string;
            };
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /** @description Date of birth; may be missing. Month, day and year as `M/D/YYYY`, without padding. */
            dob?: string;
            /**
             * @description Whether the student is learning English. `Y` or `N`, or empty when the source system does not say.
             * @enum {string}
             */
            ell_status?: "Y" | "N" | "";
            /** @description E-mail address: neither checked nor unique. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            email?: string;
            /**
             * @description Free or reduced lunch. Served only where the district grants it. `Free`, `Reduced`, `Paid`, or empty. Only where the district granted it.
             * @enum {string}
             */
            frl_status?: "Free" | "Reduced" | "Paid" | "";
            /**
             * @description Gender as the source system states it. `M`, `F`, or empty.
             * @enum {string}
             */
            gender?: "M" | "F" | "";
            /**
             * @description The current grade level. A grade level. Anything that is none of the listed values is served as `Other`.
             * @enum {string}
             */
            grade?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "PreKindergarten" | "Kindergarten" | "PostGraduate" | "Other";
            /**
             * @description Whether the student is Hispanic or Latino. `Y` or `N`, or empty when the source system does not say.
             * @enum {string}
             */
            hispanic_ethnicity?: "Y" | "N" | "";
            /**
             * @description Whether there is an individualized education program. Served only where the district grants it. `Y` or `N`, or empty when the source system does not say. Only where the district granted it.
             * @enum {string}
             */
            iep_status?: "Y" | "N" | "";
            /**
             * Format: date-time
             * @description When a sync last changed a field of this record. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
             */
            last_modified: string;
            /** @description Where the student lives. A group of values, each of which may be missing. */
            location?: {
                /** @description Street and number. */
                address?: string;
                /** @description City. */
                city?: string;
                /** @description State. */
                state?: string;
                /** @description Zip code; often the only member. */
                zip?: string;
            };
            /** @description The name of the student. A group of values, each of which may be missing. */
            name: {
                /** @description Given name. */
                first?: string;
                /** @description Family name. */
                last?: string;
                /** @description Middle name or initial. */
                middle?: string;
            };
            /**
             * @description Race as the source system states it. One of the listed names, or empty.
             * @enum {string}
             */
            race?: "Caucasian" | "Asian" | "Black or African American" | "American Indian" | "Hawaiian or Other Pacific Islander" | "Two or More Races" | "Unknown" | "";
            /** @description The primary school. Sections at other schools are possible. The ObjectID of a school. */
            school: string;
            /** @description The id that the SIS gives this student, unique in the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            sis_id: string;
            /** @description The id that the state gives this student. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            state_id?: string;
            /** @description The number by which the school knows the student. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            student_number?: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
            /** @description Where `include` names it. The sections the student is in. */
            sections?: components["schemas"]["section_list_without_paging"];
            /** @description Where `include` names it. The primary teachers of those sections, each once. Co-teachers are not among them. */
            teachers?: components["schemas"]["teacher_list_without_paging"];
            /** @description Where `include` names it. The people to reach about the student, as a bare list. */
            contacts?: components["schemas"]["contact_list_without_paging"];
        };
        /**
         * @description One student, at its own path.
         * @example {
         *       "data": {
         *         "created": "2017-12-24T03:00:07.204Z",
         *         "credentials": {
         *           "district_username": "bcho11"
         *         },
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "dob": "11/2/2009",
         *         "ell_status": "N",
         *         "email": "bcho11@students.harborpoint.example.org",
         *         "gender": "M",
         *         "grade": "2",
         *         "hispanic_ethnicity": "N",
         *         "last_modified": "2018-01-11T03:00:03.331Z",
         *         "location": {
         *           "zip": "98502"
         *         },
         *         "name": {
         *           "first": "Bruno",
         *           "last": "Cho"
         *         },
         *         "race": "Asian",
         *         "school": "5a3f1830e4b0a1b2c3d4e511",
         *         "sis_id": "0070002",
         *         "state_id": "19000001",
         *         "student_number": "501",
         *         "id": "5a3f1837e4b0a1b2c3d4e5a4"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4"
         *         },
         *         {
         *           "rel": "district",
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4/district"
         *         },
         *         {
         *           "rel": "sections",
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4/sections"
         *         },
         *         {
         *           "rel": "school",
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4/school"
         *         },
         *         {
         *           "rel": "teachers",
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4/teachers"
         *         },
         *         {
         *           "rel": "contacts",
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4/contacts"
         *         },
         *         {
         *           "rel": "events",
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4/events"
         *         }
         *       ]
         *     }
         */
        student_response: {
            data: components["schemas"]["student_with_lists"];
            links: {
                /** @enum {string} */
                rel: "self" | "district" | "sections" | "school" | "teachers" | "contacts" | "events";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description The student that another record leads to.
         * @example {
         *       "data": {
         *         "created": "2017-12-24T03:00:07.204Z",
         *         "credentials": {
         *           "district_username": "bcho11"
         *         },
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "dob": "11/2/2009",
         *         "ell_status": "N",
         *         "email": "bcho11@students.harborpoint.example.org",
         *         "gender": "M",
         *         "grade": "2",
         *         "hispanic_ethnicity": "N",
         *         "last_modified": "2018-01-11T03:00:03.331Z",
         *         "location": {
         *           "zip": "98502"
         *         },
         *         "name": {
         *           "first": "Bruno",
         *           "last": "Cho"
         *         },
         *         "race": "Asian",
         *         "school": "5a3f1830e4b0a1b2c3d4e511",
         *         "sis_id": "0070002",
         *         "state_id": "19000001",
         *         "student_number": "501",
         *         "id": "5a3f1837e4b0a1b2c3d4e5a4"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4"
         *         }
         *       ]
         *     }
         */
        related_student_response: {
            data: components["schemas"]["student"];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description One section, at its own path.
         * @example {
         *       "data": {
         *         "course_name": "Grade 2 Reading",
         *         "course_number": "ELA2",
         *         "created": "2017-12-24T03:00:09.870Z",
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "grade": "2",
         *         "last_modified": "2018-01-11T03:00:04.006Z",
         *         "name": "Grade 2 Reading - Castellanos - 1",
         *         "period": "1",
         *         "school": "5a3f1830e4b0a1b2c3d4e511",
         *         "section_number": "1",
         *         "sis_id": "S-2A",
         *         "students": [
         *           "5a3f1837e4b0a1b2c3d4e5a4",
         *           "5a3f1837e4b0a1b2c3d4e5a9"
         *         ],
         *         "subject": "english/language arts",
         *         "teacher": "5a3f1835e4b0a1b2c3d4e551",
         *         "teachers": [
         *           "5a3f1835e4b0a1b2c3d4e551",
         *           "5a3f1835e4b0a1b2c3d4e553"
         *         ],
         *         "term": {
         *           "name": "2017-18 Full Year",
         *           "start_date": "2017-08-30",
         *           "end_date": "2018-06-15"
         *         },
         *         "id": "5a3f1839e4b0a1b2c3d4e5c2"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2"
         *         },
         *         {
         *           "rel": "district",
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2/district"
         *         },
         *         {
         *           "rel": "teacher",
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2/teacher"
         *         },
         *         {
         *           "rel": "teachers",
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2/teachers"
         *         },
         *         {
         *           "rel": "students",
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2/students"
         *         },
         *         {
         *           "rel": "school",
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2/school"
         *         },
         *         {
         *           "rel": "events",
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2/events"
         *         }
         *       ]
         *     }
         */
        section_response: {
            data: components["schemas"]["section"];
            links: {
                /** @enum {string} */
                rel: "self" | "district" | "teacher" | "teachers" | "students" | "school" | "events";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A member of staff who oversees one or more schools. With the lists that `include` asked for.
         * @example {
         *       "district": "5a3f1830e4b0a1b2c3d4e501",
         *       "email": "bamadi@harborpoint.example.org",
         *       "name": {
         *         "first": "Badr",
         *         "last": "Amadi"
         *       },
         *       "schools": [
         *         "5a3f1830e4b0a1b2c3d4e511",
         *         "5a3f1830e4b0a1b2c3d4e512"
         *       ],
         *       "staff_id": "A2",
         *       "title": "Tech Coordinator",
         *       "id": "5a3f183be4b0a1b2c3d4e5e1"
         *     }
         */
        school_admin_with_lists: {
            /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
            credentials?: {
                /** @description The login name that the district gave this person. */
                district_username?: string;
            };
            /** @description The district that this record belongs to. The ObjectID of a district. */
            district: string;
            /** @description E-mail address: not checked. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            email: string;
            /** @description The name of the person. A group of values, each of which may be missing. */
            name: {
                /** @description Given name. */
                first?: string;
                /** @description Family name. */
                last?: string;
            };
            schools: string[] | components["schemas"]["school_list_without_paging"];
            /** @description The id that the SIS gives this person. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            staff_id: string;
            /** @description The title or function of the person. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
            title?: string;
            /** @description The permanent id of this record. 24 lowercase hex digits, globally unique over districts and record types, never reused. */
            id: string;
        };
        /**
         * @description One school admin, at its own path.
         * @example {
         *       "data": {
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "email": "bamadi@harborpoint.example.org",
         *         "name": {
         *           "first": "Badr",
         *           "last": "Amadi"
         *         },
         *         "schools": [
         *           "5a3f1830e4b0a1b2c3d4e511",
         *           "5a3f1830e4b0a1b2c3d4e512"
         *         ],
         *         "staff_id": "A2",
         *         "title": "Tech Coordinator",
         *         "id": "5a3f183be4b0a1b2c3d4e5e1"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/school_admins/5a3f183be4b0a1b2c3d4e5e1"
         *         },
         *         {
         *           "rel": "schools",
         *           "uri": "/v1.1/school_admins/5a3f183be4b0a1b2c3d4e5e1/schools"
         *         }
         *       ]
         *     }
         */
        school_admin_response: {
            data: components["schemas"]["school_admin_with_lists"];
            links: {
                /** @enum {string} */
                rel: "self" | "schools";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description One district admin, at its own path.
         * @example {
         *       "data": {
         *         "id": "5a3f183be4b0a1b2c3d4e5f1",
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "email": "vlindqvist@harborpoint.example.org",
         *         "name": {
         *           "first": "Vera",
         *           "last": "Lindqvist"
         *         },
         *         "title": "Director of Technology"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/district_admins/5a3f183be4b0a1b2c3d4e5f1"
         *         }
         *       ]
         *     }
         */
        district_admin_response: {
            data: components["schemas"]["district_admin"];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description One contact, at its own path.
         * @example {
         *       "data": {
         *         "district": "5a3f1830e4b0a1b2c3d4e501",
         *         "email": "sam.cho@family.example.org",
         *         "name": "Sam Cho",
         *         "phone": "3605550601",
         *         "phone_type": "Work",
         *         "relationship": "Parent",
         *         "student": "5a3f1837e4b0a1b2c3d4e5a4",
         *         "type": "Primary",
         *         "id": "5a3f183ce4b0a1b2c3d4e604"
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/contacts/5a3f183ce4b0a1b2c3d4e604"
         *         },
         *         {
         *           "rel": "district",
         *           "uri": "/v1.1/contacts/5a3f183ce4b0a1b2c3d4e604/district"
         *         },
         *         {
         *           "rel": "student",
         *           "uri": "/v1.1/contacts/5a3f183ce4b0a1b2c3d4e604/student"
         *         }
         *       ]
         *     }
         */
        contact_response: {
            data: components["schemas"]["contact"];
            links: {
                /** @enum {string} */
                rel: "self" | "district" | "student";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /** @description The token belongs to a district. */
        me_district: {
            /** @constant */
            type: "district";
            data: {
                id: string;
                district: string;
                /** @constant */
                type: "district";
                /**
                 * @description Who let the application in.
                 * @enum {string}
                 */
                authorized_by: "district" | "teacher";
            };
            links: {
                /** @enum {string} */
                rel: "self" | "canonical" | "district";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /** @description The token belongs to a student. */
        me_student: {
            /** @constant */
            type: "student";
            data: {
                /**
                 * Format: date-time
                 * @description When this record first appeared in the hub. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
                 */
                created?: string;
                /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
                credentials?: {
                    /** @description The login name that the district gave this person. */
                    district_username?: string;
                };
                district: string;
                /** @description Date of birth; may be missing. Month, day and year as `M/D/YYYY`, without padding. */
                dob?: string;
                /**
                 * @description Whether the student is learning English. `Y` or `N`, or empty when the source system does not say.
                 * @enum {string}
                 */
                ell_status?: "Y" | "N" | "";
                /** @description E-mail address: neither checked nor unique. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                email?: string;
                /**
                 * @description Free or reduced lunch. Served only where the district grants it. `Free`, `Reduced`, `Paid`, or empty. Only where the district granted it.
                 * @enum {string}
                 */
                frl_status?: "Free" | "Reduced" | "Paid" | "";
                /**
                 * @description Gender as the source system states it. `M`, `F`, or empty.
                 * @enum {string}
                 */
                gender?: "M" | "F" | "";
                /**
                 * @description The current grade level. A grade level. Anything that is none of the listed values is served as `Other`.
                 * @enum {string}
                 */
                grade?: "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "PreKindergarten" | "Kindergarten" | "PostGraduate" | "Other";
                /**
                 * @description Whether the student is Hispanic or Latino. `Y` or `N`, or empty when the source system does not say.
                 * @enum {string}
                 */
                hispanic_ethnicity?: "Y" | "N" | "";
                /**
                 * @description Whether there is an individualized education program. Served only where the district grants it. `Y` or `N`, or empty when the source system does not say. Only where the district granted it.
                 * @enum {string}
                 */
                iep_status?: "Y" | "N" | "";
                /**
                 * Format: date-time
                 * @description When a sync last changed a field of this record. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
                 */
                last_modified?: string;
                /** @description Where the student lives. A group of values, each of which may be missing. */
                location?: {
                    /** @description Street and number. */
                    address?: string;
                    /** @description City. */
                    city?: string;
                    /** @description State. */
                    state?: string;
                    /** @description Zip code; often the only member. */
                    zip?: string;
                };
                /** @description The name of the student. A group of values, each of which may be missing. */
                name?: {
                    /** @description Given name. */
                    first?: string;
                    /** @description Family name. */
                    last?: string;
                    /** @description Middle name or initial. */
                    middle?: string;
                };
                /**
                 * @description Race as the source system states it. One of the listed names, or empty.
                 * @enum {string}
                 */
                race?: "Caucasian" | "Asian" | "Black or African American" | "American Indian" | "Hawaiian or Other Pacific Islander" | "Two or More Races" | "Unknown" | "";
                /** @description The primary school. Sections at other schools are possible. The ObjectID of a school. */
                school?: string;
                /** @description The id that the SIS gives this student, unique in the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                sis_id?: string;
                /** @description The id that the state gives this student. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                state_id?: string;
                /** @description The number by which the school knows the student. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                student_number?: string;
                id: string;
                /** @constant */
                type: "student";
                /**
                 * @description Who let the application in.
                 * @enum {string}
                 */
                authorized_by: "district" | "teacher";
            };
            links: {
                /** @enum {string} */
                rel: "self" | "canonical" | "district";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /** @description The token belongs to a teacher. */
        me_teacher: {
            /** @constant */
            type: "teacher";
            data: {
                /**
                 * Format: date-time
                 * @description When this record first appeared in the hub. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
                 */
                created?: string;
                /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
                credentials?: {
                    /** @description The login name that the district gave this person. */
                    district_username?: string;
                };
                district: string;
                /** @description E-mail address: neither checked nor unique. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                email?: string;
                /**
                 * Format: date-time
                 * @description When a sync last changed a field of this record. An instant in UTC with three decimals: `YYYY-MM-DDTHH:MM:SS.mmmZ`.
                 */
                last_modified?: string;
                /** @description The name of the teacher. A group of values, each of which may be missing. */
                name?: {
                    /** @description Given name. */
                    first?: string;
                    /** @description Family name. */
                    last?: string;
                    /** @description Middle name or initial. */
                    middle?: string;
                };
                /** @description The primary school. The ObjectID of a school. */
                school?: string;
                /** @description The id that the SIS gives this teacher, unique in the district. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                sis_id?: string;
                /** @description The id that the state gives this teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                state_id?: string;
                /** @description The number by which the school knows the teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                teacher_number?: string;
                /** @description The title or function of the teacher. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                title?: string;
                id: string;
                /** @constant */
                type: "teacher";
                /**
                 * @description Who let the application in.
                 * @enum {string}
                 */
                authorized_by: "district" | "teacher";
            };
            links: {
                /** @enum {string} */
                rel: "self" | "canonical" | "district";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /** @description The token belongs to a school admin. */
        me_school_admin: {
            /** @constant */
            type: "school_admin";
            data: {
                /** @description How the person is known to the systems of the district. A group of values, each of which may be missing. */
                credentials?: {
                    /** @description The login name that the district gave this person. */
                    district_username?: string;
                };
                district: string;
                /** @description E-mail address: not checked. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                email?: string;
                /** @description The name of the person. A group of values, each of which may be missing. */
                name?: {
                    /** @description Given name. */
                    first?: string;
                    /** @description Family name. */
                    last?: string;
                };
                /** @description The schools the person oversees; one row of the file for each. ObjectIDs of school records, each once, in ascending order. */
                schools?: string[];
                /** @description The id that the SIS gives this person. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                staff_id?: string;
                /** @description The title or function of the person. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                title?: string;
                id: string;
                /** @constant */
                type: "school_admin";
                /**
                 * @description Who let the application in.
                 * @enum {string}
                 */
                authorized_by: "district" | "teacher";
            };
            links: {
                /** @enum {string} */
                rel: "self" | "canonical" | "district";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /** @description The token belongs to a district admin. */
        me_district_admin: {
            /** @constant */
            type: "district_admin";
            data: {
                id: string;
                district: string;
                /** @description E-mail address: not checked. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                email?: string;
                /** @description The name of the person. A group of values, each of which may be missing. */
                name?: {
                    /** @description Given name. */
                    first?: string;
                    /** @description Family name. */
                    last?: string;
                };
                /** @description The title or function of the person. Text as the source system has it. No maximum length; 255 characters is a sensible column size. */
                title?: string;
                /** @constant */
                type: "district_admin";
                /**
                 * @description Who let the application in.
                 * @enum {string}
                 */
                authorized_by: "district" | "teacher";
            };
            links: {
                /** @enum {string} */
                rel: "self" | "canonical" | "district";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /** @description The owner of the token. */
        me: components["schemas"]["me_district"] | components["schemas"]["me_student"] | components["schemas"]["me_teacher"] | components["schemas"]["me_school_admin"] | components["schemas"]["me_district_admin"];
        /**
         * @description A page of districts.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "name": "Harbor Point Unified",
         *             "mdr_number": "04931211",
         *             "id": "5a3f1830e4b0a1b2c3d4e501"
         *           },
         *           "uri": "/v1.1/districts/5a3f1830e4b0a1b2c3d4e501"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/districts"
         *         }
         *       ]
         *     }
         */
        district_list: {
            data: {
                data: components["schemas"]["district"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of schools.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "created": "2017-12-24T03:00:00.412Z",
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "high_grade": "5",
         *             "last_modified": "2018-01-11T03:00:02.118Z",
         *             "location": {
         *               "address": "12 Jetty Lane",
         *               "city": "Harbor Point",
         *               "state": "WA",
         *               "zip": "98501"
         *             },
         *             "low_grade": "PreKindergarten",
         *             "name": "Tidewater Elementary",
         *             "nces_id": "530000000101",
         *             "phone": "(360) 555-0101",
         *             "principal": {
         *               "email": "rokafor@harborpoint.example.org",
         *               "name": "Rosalind Okafor"
         *             },
         *             "school_number": "0101",
         *             "sis_id": "0101",
         *             "state_id": "WA-7701",
         *             "id": "5a3f1830e4b0a1b2c3d4e511"
         *           },
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/schools"
         *         }
         *       ]
         *     }
         */
        school_list: {
            data: {
                data: components["schemas"]["school"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of teachers.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "created": "2017-12-24T03:00:05.611Z",
         *             "credentials": {
         *               "district_username": "icastellanos"
         *             },
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "email": "imani.castellanos@harborpoint.example.org",
         *             "last_modified": "2018-01-11T03:00:02.900Z",
         *             "name": {
         *               "first": "Imani",
         *               "last": "Castellanos",
         *               "middle": "R"
         *             },
         *             "school": "5a3f1830e4b0a1b2c3d4e511",
         *             "sis_id": "T100",
         *             "state_id": "WA100",
         *             "teacher_number": "000100",
         *             "title": "2nd Grade Teacher",
         *             "id": "5a3f1835e4b0a1b2c3d4e551"
         *           },
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/teachers"
         *         }
         *       ]
         *     }
         */
        teacher_list: {
            data: {
                data: components["schemas"]["teacher"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of students.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "created": "2017-12-24T03:00:07.204Z",
         *             "credentials": {
         *               "district_username": "bcho11"
         *             },
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "dob": "11/2/2009",
         *             "ell_status": "N",
         *             "email": "bcho11@students.harborpoint.example.org",
         *             "gender": "M",
         *             "grade": "2",
         *             "hispanic_ethnicity": "N",
         *             "last_modified": "2018-01-11T03:00:03.331Z",
         *             "location": {
         *               "zip": "98502"
         *             },
         *             "name": {
         *               "first": "Bruno",
         *               "last": "Cho"
         *             },
         *             "race": "Asian",
         *             "school": "5a3f1830e4b0a1b2c3d4e511",
         *             "sis_id": "0070002",
         *             "state_id": "19000001",
         *             "student_number": "501",
         *             "id": "5a3f1837e4b0a1b2c3d4e5a4"
         *           },
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/students"
         *         }
         *       ]
         *     }
         */
        student_list: {
            data: {
                data: components["schemas"]["student"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of sections.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "course_name": "Grade 2 Reading",
         *             "course_number": "ELA2",
         *             "created": "2017-12-24T03:00:09.870Z",
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "grade": "2",
         *             "last_modified": "2018-01-11T03:00:04.006Z",
         *             "name": "Grade 2 Reading - Castellanos - 1",
         *             "period": "1",
         *             "school": "5a3f1830e4b0a1b2c3d4e511",
         *             "section_number": "1",
         *             "sis_id": "S-2A",
         *             "students": [
         *               "5a3f1837e4b0a1b2c3d4e5a4",
         *               "5a3f1837e4b0a1b2c3d4e5a9"
         *             ],
         *             "subject": "english/language arts",
         *             "teacher": "5a3f1835e4b0a1b2c3d4e551",
         *             "teachers": [
         *               "5a3f1835e4b0a1b2c3d4e551",
         *               "5a3f1835e4b0a1b2c3d4e553"
         *             ],
         *             "term": {
         *               "name": "2017-18 Full Year",
         *               "start_date": "2017-08-30",
         *               "end_date": "2018-06-15"
         *             },
         *             "id": "5a3f1839e4b0a1b2c3d4e5c2"
         *           },
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/sections"
         *         }
         *       ]
         *     }
         */
        section_list: {
            data: {
                data: components["schemas"]["section"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of district_admins, not wrapped.
         * @example {
         *       "data": [
         *         {
         *           "id": "5a3f183be4b0a1b2c3d4e5f1",
         *           "district": "5a3f1830e4b0a1b2c3d4e501",
         *           "email": "vlindqvist@harborpoint.example.org",
         *           "name": {
         *             "first": "Vera",
         *             "last": "Lindqvist"
         *           },
         *           "title": "Director of Technology"
         *         }
         *       ],
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/district_admins"
         *         }
         *       ]
         *     }
         */
        district_admin_bare_list_without_paging: {
            data: components["schemas"]["district_admin"][];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A list of one: district_status.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "id": "5a3f1830e4b0a1b2c3d4e501",
         *             "sis_type": "sftp",
         *             "state": "running",
         *             "error": "",
         *             "instant_login": true,
         *             "last_sync": "2018-01-11T03:00:06.042Z"
         *           }
         *         }
         *       ],
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/district_status"
         *         }
         *       ]
         *     }
         */
        district_status_list_without_paging: {
            data: {
                data: components["schemas"]["district_status"];
            }[];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of contacts, not wrapped.
         * @example {
         *       "data": [
         *         {
         *           "district": "5a3f1830e4b0a1b2c3d4e501",
         *           "email": "sam.cho@family.example.org",
         *           "name": "Sam Cho",
         *           "phone": "3605550601",
         *           "phone_type": "Work",
         *           "relationship": "Parent",
         *           "student": "5a3f1837e4b0a1b2c3d4e5a4",
         *           "type": "Primary",
         *           "id": "5a3f183ce4b0a1b2c3d4e604"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/contacts"
         *         }
         *       ]
         *     }
         */
        contact_bare_list: {
            data: components["schemas"]["contact"][];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self" | "student";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of school_admins.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "email": "bamadi@harborpoint.example.org",
         *             "name": {
         *               "first": "Badr",
         *               "last": "Amadi"
         *             },
         *             "schools": [
         *               "5a3f1830e4b0a1b2c3d4e511",
         *               "5a3f1830e4b0a1b2c3d4e512"
         *             ],
         *             "staff_id": "A2",
         *             "title": "Tech Coordinator",
         *             "id": "5a3f183be4b0a1b2c3d4e5e1"
         *           },
         *           "uri": "/v1.1/school_admins/5a3f183be4b0a1b2c3d4e5e1"
         *         }
         *       ],
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/school_admins"
         *         }
         *       ]
         *     }
         */
        school_admin_list_without_paging: {
            data: {
                data: components["schemas"]["school_admin"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of schools.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "created": "2017-12-24T03:00:00.412Z",
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "high_grade": "5",
         *             "last_modified": "2018-01-11T03:00:02.118Z",
         *             "location": {
         *               "address": "12 Jetty Lane",
         *               "city": "Harbor Point",
         *               "state": "WA",
         *               "zip": "98501"
         *             },
         *             "low_grade": "PreKindergarten",
         *             "name": "Tidewater Elementary",
         *             "nces_id": "530000000101",
         *             "phone": "(360) 555-0101",
         *             "principal": {
         *               "email": "rokafor@harborpoint.example.org",
         *               "name": "Rosalind Okafor"
         *             },
         *             "school_number": "0101",
         *             "sis_id": "0101",
         *             "state_id": "WA-7701",
         *             "id": "5a3f1830e4b0a1b2c3d4e511"
         *           },
         *           "uri": "/v1.1/schools/5a3f1830e4b0a1b2c3d4e511"
         *         }
         *       ],
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/schools"
         *         }
         *       ]
         *     }
         */
        school_list_without_paging: {
            data: {
                data: components["schemas"]["school"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of district_admins, not wrapped.
         * @example {
         *       "data": [
         *         {
         *           "id": "5a3f183be4b0a1b2c3d4e5f1",
         *           "district": "5a3f1830e4b0a1b2c3d4e501",
         *           "email": "vlindqvist@harborpoint.example.org",
         *           "name": {
         *             "first": "Vera",
         *             "last": "Lindqvist"
         *           },
         *           "title": "Director of Technology"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/district_admins"
         *         }
         *       ]
         *     }
         */
        district_admin_bare_list: {
            data: components["schemas"]["district_admin"][];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of district_admins.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "id": "5a3f183be4b0a1b2c3d4e5f1",
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "email": "vlindqvist@harborpoint.example.org",
         *             "name": {
         *               "first": "Vera",
         *               "last": "Lindqvist"
         *             },
         *             "title": "Director of Technology"
         *           },
         *           "uri": "/v1.1/district_admins/5a3f183be4b0a1b2c3d4e5f1"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/district_admins"
         *         }
         *       ]
         *     }
         */
        district_admin_list: {
            data: {
                data: components["schemas"]["district_admin"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of contacts.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "email": "sam.cho@family.example.org",
         *             "name": "Sam Cho",
         *             "phone": "3605550601",
         *             "phone_type": "Work",
         *             "relationship": "Parent",
         *             "student": "5a3f1837e4b0a1b2c3d4e5a4",
         *             "type": "Primary",
         *             "id": "5a3f183ce4b0a1b2c3d4e604"
         *           },
         *           "uri": "/v1.1/contacts/5a3f183ce4b0a1b2c3d4e604"
         *         }
         *       ],
         *       "paging": {
         *         "current": 1,
         *         "total": 1,
         *         "count": 1
         *       },
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/contacts"
         *         }
         *       ]
         *     }
         */
        contact_list: {
            data: {
                data: components["schemas"]["contact"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            paging?: components["schemas"]["paging"];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of teachers.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "created": "2017-12-24T03:00:05.611Z",
         *             "credentials": {
         *               "district_username": "icastellanos"
         *             },
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "email": "imani.castellanos@harborpoint.example.org",
         *             "last_modified": "2018-01-11T03:00:02.900Z",
         *             "name": {
         *               "first": "Imani",
         *               "last": "Castellanos",
         *               "middle": "R"
         *             },
         *             "school": "5a3f1830e4b0a1b2c3d4e511",
         *             "sis_id": "T100",
         *             "state_id": "WA100",
         *             "teacher_number": "000100",
         *             "title": "2nd Grade Teacher",
         *             "id": "5a3f1835e4b0a1b2c3d4e551"
         *           },
         *           "uri": "/v1.1/teachers/5a3f1835e4b0a1b2c3d4e551"
         *         }
         *       ],
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/teachers"
         *         }
         *       ]
         *     }
         */
        teacher_list_without_paging: {
            data: {
                data: components["schemas"]["teacher"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of students.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "created": "2017-12-24T03:00:07.204Z",
         *             "credentials": {
         *               "district_username": "bcho11"
         *             },
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "dob": "11/2/2009",
         *             "ell_status": "N",
         *             "email": "bcho11@students.harborpoint.example.org",
         *             "gender": "M",
         *             "grade": "2",
         *             "hispanic_ethnicity": "N",
         *             "last_modified": "2018-01-11T03:00:03.331Z",
         *             "location": {
         *               "zip": "98502"
         *             },
         *             "name": {
         *               "first": "Bruno",
         *               "last": "Cho"
         *             },
         *             "race": "Asian",
         *             "school": "5a3f1830e4b0a1b2c3d4e511",
         *             "sis_id": "0070002",
         *             "state_id": "19000001",
         *             "student_number": "501",
         *             "id": "5a3f1837e4b0a1b2c3d4e5a4"
         *           },
         *           "uri": "/v1.1/students/5a3f1837e4b0a1b2c3d4e5a4"
         *         }
         *       ],
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/students"
         *         }
         *       ]
         *     }
         */
        student_list_without_paging: {
            data: {
                data: components["schemas"]["student"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of sections.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "course_name": "Grade 2 Reading",
         *             "course_number": "ELA2",
         *             "created": "2017-12-24T03:00:09.870Z",
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "grade": "2",
         *             "last_modified": "2018-01-11T03:00:04.006Z",
         *             "name": "Grade 2 Reading - Castellanos - 1",
         *             "period": "1",
         *             "school": "5a3f1830e4b0a1b2c3d4e511",
         *             "section_number": "1",
         *             "sis_id": "S-2A",
         *             "students": [
         *               "5a3f1837e4b0a1b2c3d4e5a4",
         *               "5a3f1837e4b0a1b2c3d4e5a9"
         *             ],
         *             "subject": "english/language arts",
         *             "teacher": "5a3f1835e4b0a1b2c3d4e551",
         *             "teachers": [
         *               "5a3f1835e4b0a1b2c3d4e551",
         *               "5a3f1835e4b0a1b2c3d4e553"
         *             ],
         *             "term": {
         *               "name": "2017-18 Full Year",
         *               "start_date": "2017-08-30",
         *               "end_date": "2018-06-15"
         *             },
         *             "id": "5a3f1839e4b0a1b2c3d4e5c2"
         *           },
         *           "uri": "/v1.1/sections/5a3f1839e4b0a1b2c3d4e5c2"
         *         }
         *       ],
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/sections"
         *         }
         *       ]
         *     }
         */
        section_list_without_paging: {
            data: {
                data: components["schemas"]["section"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @description A page of contacts.
         * @example {
         *       "data": [
         *         {
         *           "data": {
         *             "district": "5a3f1830e4b0a1b2c3d4e501",
         *             "email": "sam.cho@family.example.org",
         *             "name": "Sam Cho",
         *             "phone": "3605550601",
         *             "phone_type": "Work",
         *             "relationship": "Parent",
         *             "student": "5a3f1837e4b0a1b2c3d4e5a4",
         *             "type": "Primary",
         *             "id": "5a3f183ce4b0a1b2c3d4e604"
         *           },
         *           "uri": "/v1.1/contacts/5a3f183ce4b0a1b2c3d4e604"
         *         }
         *       ],
         *       "links": [
         *         {
         *           "rel": "self",
         *           "uri": "/v1.1/contacts"
         *         }
         *       ]
         *     }
         */
        contact_list_without_paging: {
            data: {
                data: components["schemas"]["contact"];
                /** @description The canonical path of the record. */
                uri: string;
            }[];
            links: {
                /** @enum {string} */
                rel: "self" | "next" | "prev";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /** @description Values, each once. */
        grade_values: {
            data: ("1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "PreKindergarten" | "Kindergarten" | "PostGraduate" | "Other")[];
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /** @description On first pages only: which page this is, how many there are, and of how many records. */
        paging: {
            current: number;
            total: number;
            count: number;
        };
        /** @description The number of records, where `count=true` was sent. */
        count: {
            count: number;
            links: {
                /** @enum {string} */
                rel: "self";
                /** @description A path; put scheme and host before it. */
                uri: string;
            }[];
        };
        /**
         * @example {
         *       "error": "limit is \"0\"; it must be a whole number from 1 to 10000.",
         *       "message": "limit is \"0\"; it must be a whole number from 1 to 10000."
         *     }
         */
        error: {
            /** @description What happened and what to do. */
            error: string;
            /** @description The same. */
            message: string;
        };
        /**
         * @example {
         *       "code": 91,
         *       "error": "Resource not found",
         *       "data": {},
         *       "message": "Resource not found"
         *     }
         */
        not_found_error: {
            /** @constant */
            code: 91;
            /** @description What happened. */
            error: string;
            /** @description Always empty. */
            data: Record<string, never>;
            /** @description The same as `error`. */
            message: string;
        };
    };
    responses: {
        /** @description Unchanged since the entity tag that was sent. It costs nothing of the rate limit. */
        not_modified: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description A parameter cannot be used; the text says which and why. */
        bad_request: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["error"];
            };
        };
        /** @description No token, or none that opens anything. */
        unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["error"];
            };
        };
        /** @description The endpoint is not in the scopes of the token. */
        forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["error"];
            };
        };
        /** @description There is no such record that this token may see. (A path that cannot be one, as with an id that is not 24 hex digits, is answered in plain text.) */
        not_found: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["not_found_error"];
            };
        };
        /** @description limit is over 10,000. */
        limit_too_large: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["error"];
            };
        };
        /** @description More requests than a minute allows. The body is empty; Retry-After tells when to go on. */
        too_many_requests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The server failed; the text names the request. */
        server_error: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["error"];
            };
        };
        /** @description The server is busy. Try again. */
        busy: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["error"];
            };
        };
    };
    parameters: {
        /** @description Records on a page. More than 10,000 answers 413. */
        limit: number;
        /** @description Records with an id above this one, ascending. */
        starting_after: string;
        /**
         * @description The records just below this id, still ascending; `last` is the end of the list.
         * @example last
         */
        ending_before: string;
        /**
         * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
         * @example {"name.last":{"$in":["Cho","Castellanos"]}}
         */
        where: string;
        /** @description Only the number of records. */
        count: "true";
        /** @description Wrap the items and give each its uri. */
        show_links: "true";
        /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
        "If-None-Match": string;
    };
    requestBodies: never;
    headers: {
        /** @description Names this request in the log of the server. */
        "X-Request-Id": string;
        /** @description A strong entity tag; send it back as If-None-Match. */
        ETag: string;
        /** @description Whether and how the answer may be kept. */
        "Cache-Control": string;
        /** @description The name of the limit. */
        "X-Ratelimit-Bucket": string;
        /** @description Requests in a minute. */
        "X-Ratelimit-Limit": number;
        /** @description Requests that are left in this minute. */
        "X-Ratelimit-Remaining": number;
        /** @description When the minute ends, in seconds since 1970. */
        "X-Ratelimit-Reset": number;
        /** @description The same limit, in the form of the IETF. */
        "RateLimit-Policy": string;
        /** @description What is left of it, in the form of the IETF. */
        RateLimit: string;
        /** @description After how many seconds to try again. */
        "Retry-After": number;
        /** @description How to authenticate. */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listDistricts: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["district_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getDistrict: {
        parameters: {
            query?: {
                /**
                 * @description Related lists to embed, separated by commas. Possible are: schools, teachers, students, sections.
                 * @example schools,teachers
                 */
                include?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the district.
                 * @example 5a3f1830e4b0a1b2c3d4e501
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["district_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSchoolsOfDistrict: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the district.
                 * @example 5a3f1830e4b0a1b2c3d4e501
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["school_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listTeachersOfDistrict: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the district.
                 * @example 5a3f1830e4b0a1b2c3d4e501
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["teacher_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listStudentsOfDistrict: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the district.
                 * @example 5a3f1830e4b0a1b2c3d4e501
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["student_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSectionsOfDistrict: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the district.
                 * @example 5a3f1830e4b0a1b2c3d4e501
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["section_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listAdminsOfDistrict: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the district.
                 * @example 5a3f1830e4b0a1b2c3d4e501
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["district_admin_bare_list_without_paging"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listStatusOfDistrict: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the district.
                 * @example 5a3f1830e4b0a1b2c3d4e501
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["district_status_list_without_paging"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSchools: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["school_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getSchool: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the school.
                 * @example 5a3f1830e4b0a1b2c3d4e511
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["school_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getDistrictOfSchool: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the school.
                 * @example 5a3f1830e4b0a1b2c3d4e511
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_district_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listTeachersOfSchool: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the school.
                 * @example 5a3f1830e4b0a1b2c3d4e511
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["teacher_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listStudentsOfSchool: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the school.
                 * @example 5a3f1830e4b0a1b2c3d4e511
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["student_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSectionsOfSchool: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the school.
                 * @example 5a3f1830e4b0a1b2c3d4e511
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["section_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listTeachers: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["teacher_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getTeacher: {
        parameters: {
            query?: {
                /**
                 * @description Related lists to embed, separated by commas. Possible are: students, sections.
                 * @example students,sections
                 */
                include?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the teacher.
                 * @example 5a3f1835e4b0a1b2c3d4e551
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["teacher_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getDistrictOfTeacher: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the teacher.
                 * @example 5a3f1835e4b0a1b2c3d4e551
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_district_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getSchoolOfTeacher: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the teacher.
                 * @example 5a3f1835e4b0a1b2c3d4e551
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_school_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listStudentsOfTeacher: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the teacher.
                 * @example 5a3f1835e4b0a1b2c3d4e551
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["student_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSectionsOfTeacher: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the teacher.
                 * @example 5a3f1835e4b0a1b2c3d4e551
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["section_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listGradeLevelsOfTeacher: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the teacher.
                 * @example 5a3f1835e4b0a1b2c3d4e551
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["grade_values"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listStudents: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["student_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getStudent: {
        parameters: {
            query?: {
                /**
                 * @description Related lists to embed, separated by commas. Possible are: sections, teachers, contacts.
                 * @example sections,teachers
                 */
                include?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the student.
                 * @example 5a3f1837e4b0a1b2c3d4e5a4
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["student_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getDistrictOfStudent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the student.
                 * @example 5a3f1837e4b0a1b2c3d4e5a4
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_district_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSectionsOfStudent: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the student.
                 * @example 5a3f1837e4b0a1b2c3d4e5a4
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["section_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getSchoolOfStudent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the student.
                 * @example 5a3f1837e4b0a1b2c3d4e5a4
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_school_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listTeachersOfStudent: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the student.
                 * @example 5a3f1837e4b0a1b2c3d4e5a4
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["teacher_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listContactsOfStudent: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the student.
                 * @example 5a3f1837e4b0a1b2c3d4e5a4
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["contact_bare_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSections: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["section_list"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getSection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the section.
                 * @example 5a3f1839e4b0a1b2c3d4e5c2
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["section_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getDistrictOfSection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the section.
                 * @example 5a3f1839e4b0a1b2c3d4e5c2
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_district_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getTeacherOfSection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the section.
                 * @example 5a3f1839e4b0a1b2c3d4e5c2
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_teacher_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listTeachersOfSection: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the section.
                 * @example 5a3f1839e4b0a1b2c3d4e5c2
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["teacher_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listStudentsOfSection: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the section.
                 * @example 5a3f1839e4b0a1b2c3d4e5c2
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["student_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getSchoolOfSection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the section.
                 * @example 5a3f1839e4b0a1b2c3d4e5c2
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_school_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSchoolAdmins: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /**
                 * @description A JSON object: field to value, or to operators $in, $nin, $ne, $gt, $gte, $lt, $lte, $exists, $regex, $size. Several fields are combined by "and".
                 * @example {"name.last":{"$in":["Cho","Castellanos"]}}
                 */
                where?: components["parameters"]["where"];
                /** @description Only the number of records. */
                count?: components["parameters"]["count"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["school_admin_list_without_paging"] | components["schemas"]["count"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getSchoolAdmin: {
        parameters: {
            query?: {
                /**
                 * @description Related lists to embed, separated by commas. Possible are: schools.
                 * @example schools
                 */
                include?: string;
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the school admin.
                 * @example 5a3f183be4b0a1b2c3d4e5e1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["school_admin_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listSchoolsOfSchoolAdmin: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the school admin.
                 * @example 5a3f183be4b0a1b2c3d4e5e1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["school_list_without_paging"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listDistrictAdmins: {
        parameters: {
            query?: {
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
                /** @description Wrap the items and give each its uri. */
                show_links?: components["parameters"]["show_links"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["district_admin_bare_list"] | components["schemas"]["district_admin_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getDistrictAdmin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the district admin.
                 * @example 5a3f183be4b0a1b2c3d4e5f1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["district_admin_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /** @description Records on a page. More than 10,000 answers 413. */
                limit?: components["parameters"]["limit"];
                /** @description Records with an id above this one, ascending. */
                starting_after?: components["parameters"]["starting_after"];
                /**
                 * @description The records just below this id, still ascending; `last` is the end of the list.
                 * @example last
                 */
                ending_before?: components["parameters"]["ending_before"];
            };
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["contact_list"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["limit_too_large"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the contact.
                 * @example 5a3f183ce4b0a1b2c3d4e604
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["contact_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getDistrictOfContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the contact.
                 * @example 5a3f183ce4b0a1b2c3d4e604
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_district_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getStudentOfContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description The id of the contact.
                 * @example 5a3f183ce4b0a1b2c3d4e604
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["related_student_response"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["me"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
    getMeOfVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an earlier answer. Where nothing changed the answer is 304, without a body. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "X-Ratelimit-Bucket": components["headers"]["X-Ratelimit-Bucket"];
                    "X-Ratelimit-Limit": components["headers"]["X-Ratelimit-Limit"];
                    "X-Ratelimit-Remaining": components["headers"]["X-Ratelimit-Remaining"];
                    "X-Ratelimit-Reset": components["headers"]["X-Ratelimit-Reset"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["me"];
                };
            };
            304: components["responses"]["not_modified"];
            400: components["responses"]["bad_request"];
            401: components["responses"]["unauthorized"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            429: components["responses"]["too_many_requests"];
            500: components["responses"]["server_error"];
            503: components["responses"]["busy"];
        };
    };
}
