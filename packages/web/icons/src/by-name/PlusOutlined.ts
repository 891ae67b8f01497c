export { PlusOutlined as default } from "../drawings.ts";
