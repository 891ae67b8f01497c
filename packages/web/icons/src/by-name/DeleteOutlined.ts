export { DeleteOutlined as default } from "../drawings.ts";
