#include "ui/models/RecipeWords.h"

#include "ui/widgets/Numbers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace espalier {
namespace {

QString quoted(const QString& word) {
    static const QRegularExpression plain(QStringLiteral("^[\\w@%+=:,./-]+$"));
    if (plain.match(word).hasMatch()) return word;
    return u'\'' + QString(word).replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

QString shown(const Json& value) {
    if (value.is_string()) return QString::fromStdString(value.get<std::string>());
    if (!value.is_array()) return QString::fromStdString(value.dump());
    QStringList items;
    for (const Json& item : value) items << shown(item);
    return items.isEmpty() ? QStringLiteral("–") : items.join(QStringLiteral(", "));
}

QString number(double value) {
    return QString::number(value, 'g', 6);
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

QString recipeAsCommand(const Recipe& recipe, const QString& data, const QString& textColumn,
                        const QString& labelColumn) {
    const Recipe defaults;
    QStringList command{QStringLiteral("espalier-cli train"), quoted(data)};
    const auto add = [&](const char* option, const QString& value, bool given = true) {
        if (given) command << QLatin1String(option) + u' ' + quoted(value);
    };
    QStringList frozen;
    for (const std::string& rung : recipe.freeze) frozen << QString::fromStdString(rung);
    add("--text", textColumn);
    add("--label", labelColumn);
    add("--model", QString::fromStdString(recipe.model));
    add("--freeze", frozen.join(u','), !frozen.isEmpty());
    add("--epochs", number(recipe.epochs));
    add("--max-steps", QString::number(recipe.maxSteps), recipe.maxSteps > 0);
    add("--batch", QString::number(recipe.batch));
    add("--lr", number(recipe.learningRate));
    add("--max-length", QString::number(recipe.maxLength));
    add("--precision", QLatin1String(nameOf(recipe.precision)), recipe.precision != defaults.precision);
    add("--device", QLatin1String(nameOf(recipe.device)), recipe.device != defaults.device);
    add("--threads", QString::number(recipe.threads), recipe.threads > 0);
    add("--seed", QString::number(recipe.seed));
    add("--out", QStringLiteral("run"));
    return command.join(QStringLiteral(" \\\n    "));
}

} // namespace espalier
