#include "core/base/MessageJson.h"

namespace espalier {

Json toJson(const Message& message) {
    return {{"context", message.context}, {"text", message.text}, {"args", message.args}};
}

Message messageFromJson(const Json& json, const std::string& origin) {
    Message message{valueOr<std::string>(json, "context", "", origin),
                    valueOr<std::string>(json, "text", "", origin),
                    {}};
    for (const Json& arg : memberOf(json, "args")) {
        if (!arg.is_string()) failKey(origin, "args", "a list of texts", arg);
        message.args.push_back(arg.get<std::string>());
    }
    return message;
}

} // namespace espalier
