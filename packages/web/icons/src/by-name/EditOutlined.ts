export { EditOutlined as default } from "../drawings.ts";
