// Whether a document follows its schema: the part of JSON Schema 2020-12 that our schemas use. A schema with a
// keyword not known here is refused when it is loaded, since a rule that is skipped would pass everything.

import { Refused } from "./refused.js";
import { isObject, step } from "./strict.js";

const KNOWN = new Set([
  "$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum", "required", "properties",
  "additionalProperties", "propertyNames", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern",
  "minimum", "maximum",
]);
const patterns = new Map();

export function requireKnownKeywords(schema) {
  for (const keyword of Object.keys(schema)) {
    if (!KNOWN.has(keyword)) throw new Error(`This page does not know the schema keyword ${keyword}.`);
  }
  if (schema.type === "object" && schema.additionalProperties === undefined) {
    throw new Error("This page knows closed objects only.");
  }
  for (const inner of [schema.propertyNames, schema.additionalProperties]) if (inner) requireKnownKeywords(inner);
  for (const group of ["properties", "$defs"]) Object.values(schema[group] ?? {}).forEach(requireKnownKeywords);
  if (schema.items !== undefined) requireKnownKeywords(schema.items);
}

export function checkSchema(document, schema) {
  const fault = firstFault(document, schema, schema, "");
  if (fault) throw new Refused("schema", `The document does not follow its schema: ${fault.what}.`, fault.path);
}

export function resolve(schema, root) {
  return schema.$ref ? root.$defs[schema.$ref.replace("#/$defs/", "")] : schema;
}

function firstFault(value, schema, root, path) {
  const fault = (what) => ({ what, path });
  if (schema.$ref) {
    const found = firstFault(value, resolve(schema, root), root, path);
    if (found) return found;
  }
  if (schema.type && !ofType(value, schema.type)) return fault(`it is not of the type ${schema.type}`);
  if ("const" in schema && !same(value, schema.const)) return fault("it is not the value required there");
  if (schema.enum && !schema.enum.some((one) => same(value, one))) return fault("it is not one of the values allowed");
  if (typeof value === "string") return textFault(value, schema, fault);
  if (typeof value === "number") {
    if (value < schema.minimum || value > schema.maximum) return fault("it is outside the range allowed there");
  } else if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0)) return fault("it has too few items");
    if (value.length > (schema.maxItems ?? Infinity)) return fault("it has too many items");
    if (schema.uniqueItems && value.some((one, place) => value.slice(0, place).some((other) => same(one, other)))) {
      return fault("one item stands twice");
    }
    if (schema.items !== undefined) {
      for (let place = 0; place < value.length; place += 1) {
        const found = firstFault(value[place], schema.items, root, `${path}/${place}`);
        if (found) return found;
      }
    }
  } else if (isObject(value)) {
    return objectFault(value, schema, root, path, fault);
  }
  return null;
}

function objectFault(value, schema, root, path, fault) {
  const missing = (schema.required ?? []).filter((name) => !(name in value));
  if (missing.length) return fault(`it lacks ${missing.join(", ")}`);
  const properties = schema.properties ?? {};
  for (const [name, item] of Object.entries(value)) {
    const inner = `${path}/${step(name)}`;
    const form = Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
    if (form === false || (schema.propertyNames && firstFault(name, schema.propertyNames, root, inner))) {
      return { what: "it is a member that is not known", path: inner };
    }
    const found = form && firstFault(item, form, root, inner);
    if (found) return found;
  }
  return null;
}

function textFault(value, schema, fault) {
  const length = [...value].length;
  if (length < (schema.minLength ?? 0)) return fault("it is too short");
  if (length > (schema.maxLength ?? Infinity)) return fault(`it is longer than ${schema.maxLength}`);
  if (schema.pattern && !pattern(schema.pattern).test(value)) return fault("it is not in the form required there");
  return null;
}

function pattern(source) {
  if (!patterns.has(source)) patterns.set(source, new RegExp(source, "u"));
  return patterns.get(source);
}

function ofType(value, type) {
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return typeof value === "number" && Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object") return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => same(one[name], other[name]));
}
