#include "ui/models/RecipeWords.h"

#include "ui/widgets/Numbers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include <map>
#include <set>

namespace espalier {
namespace {

QString quoted(const QString& word) {
    static const QRegularExpression plain(QStringLiteral("^[\\w@%+=:,./-]+$"));
    if (plain.match(word).hasMatch()) return word;
    return u'\'' + QString(word).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString number(double value) {
    return QString::number(value, 'g', 6);
}

QString shown(const Json& value, QLatin1String between = QLatin1String(", ")) {
    if (value.is_string()) return QString::fromStdString(value.get<std::string>());
    if (value.is_number_float()) return number(value.get<double>());
    if (!value.is_array()) return QString::fromStdString(value.dump());
    QStringList items;
    for (const Json& item : value) items << shown(item);
    return items.isEmpty() ? QStringLiteral("–") : items.join(between);
}

} // namespace

QString modelName(const Recipe& recipe) {
    return QFileInfo(QString::fromStdString(recipe.model)).fileName();
}

QString recipeSummary(const Recipe& recipe) {
    const auto frozen = static_cast<qint64>(recipe.freeze.size());
    QStringList parts{modelName(recipe)};
    parts << (frozen == 0 ? QCoreApplication::translate("recipe", "every layer trains")
                          : QCoreApplication::translate("recipe", "%1 frozen rungs").arg(frozen));
    parts << QCoreApplication::translate("recipe", "learning rate %1")
                 .arg(numbers::learningRate(recipe.learningRate));
    parts << QCoreApplication::translate("recipe", "batch %1").arg(recipe.batch);
    parts << (recipe.maxSteps > 0
                  ? QCoreApplication::translate("recipe", "%1 steps").arg(recipe.maxSteps)
                  : QCoreApplication::translate("recipe", "%1 epochs").arg(number(recipe.epochs)));
    return parts.join(QStringLiteral(" · "));
}

QString keyTitle(const RecipeKey& key) {
    const QString name = QString::fromStdString(key.name).replace(u'_', u' ');
    return QCoreApplication::translate("recipe", name.toUtf8().constData());
}

QStringList recipeDifferences(const Recipe& before, const Recipe& after) {
    QStringList differences;
    for (const RecipeKey& key : recipeKeys()) {
        if (key.name == "model_hash" || key.name == "labels") continue;
        const Json from = key.get(before), to = key.get(after);
        if (from == to) continue;
        const QString name = keyTitle(key);
        if (key.name == "data_hash")
            differences << QCoreApplication::translate("recipe", "other data");
        else if (key.name == "model")
            differences << name + u' ' + modelName(before) + QStringLiteral(" → ") + modelName(after);
        else
            differences << name + u' ' + shown(from) + QStringLiteral(" → ") + shown(to);
    }
    return differences;
}

QString recipeAsJson(const Recipe& recipe) {
    return QString::fromStdString(toJson(recipe).dump(2));
}

QString recipeAsCommand(const Recipe& recipe, const DatasetInfo& data) {
    static const std::map<std::string, const char*> options{
        {"model", "--model"},         {"epochs", "--epochs"},    {"max_steps", "--max-steps"},
        {"batch", "--batch"},         {"learning_rate", "--lr"}, {"max_length", "--max-length"},
        {"precision", "--precision"}, {"device", "--device"},    {"threads", "--threads"},
        {"seed", "--seed"},           {"freeze", "--freeze"}};
    static const std::set<std::string> filledIn{"model_hash", "data_hash", "labels"};
    QStringList command{QStringLiteral("espalier-cli train ") + quoted(QString::fromStdString(data.source))};
    const auto add = [&](const char* option, const QString& value) {
        command << QLatin1String(option) + u' ' + quoted(value);
    };
    add("--text", QString::fromStdString(data.columns.text));
    if (data.columns.secondText) add("--second-text", QString::fromStdString(*data.columns.secondText));
    add("--label", QString::fromStdString(data.columns.label.value_or("")));
    if (data.method == DatasetInfo::SplitMethod::Ratio && data.ratio.validation > 0)
        add("--split", number(data.ratio.validation));
    for (const RecipeKey& key : recipeKeys()) {
        const Json value = key.get(recipe);
        if (value == key.get(Recipe()) || filledIn.contains(key.name)) continue;
        if (const auto option = options.find(key.name); option != options.end())
            add(option->second, shown(value, QLatin1String(",")));
        else
            add("--set", QString::fromStdString(key.name) + u'=' +
                             (value.is_array() ? QString::fromStdString(value.dump()) : shown(value)));
    }
    add("--out", QStringLiteral("run"));
    return command.join(QStringLiteral(" \\\n    "));
}

} // namespace espalier
