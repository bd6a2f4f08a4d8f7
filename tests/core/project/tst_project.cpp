#include "core/base/Json.h"
#include "core/project/Project.h"
#include "core/project/RunName.h"
#include "tests/support/Failure.h"
#include "tests/support/ScratchFolder.h"

#include <atomic>
#include <thread>

using namespace espalier;
using namespace espalier::test;

class TestProject : public QObject {
    Q_OBJECT

    std::unique_ptr<ScratchFolder> scratch_;
    fs::path folder_;

    void setVersion(int version) {
        Json json = readJson(folder_ / "project.json");
        json["version"] = version;
        writeFileAtomically(folder_ / "project.json", json.dump());
    }

private slots:
    void init() {
        scratch_ = std::make_unique<ScratchFolder>();
        folder_ = *scratch_ / "Tickets.espalier";
    }

    void createsAndReopens() {
        {
            const auto project = Project::create(folder_, "Support tickets");
            QCOMPARE(project->name(), "Support tickets");
            QCOMPARE(project->task(), "text-classification");
            QCOMPARE(project->folder(), folder_);
            QVERIFY(fs::is_directory(project->runsFolder()));
            Choices choices;
            choices.model = "all-MiniLM-L6-v2";
            choices.recipe.seed = 77;
            choices.currentRun = "0001-x";
            project->setChoices(choices);
        }
        const auto project = Project::open(folder_);
        QCOMPARE(project->name(), "Support tickets");
        QCOMPARE(project->choices().model, "all-MiniLM-L6-v2");
        QCOMPARE(project->choices().recipe.seed, 77u);
        QCOMPARE(project->choices().currentRun, "0001-x");
        QCOMPARE(project->data().counts().total(), 0);
        QVERIFY(project->runs().empty());
    }

    void canBeCopied() {
        Project::create(folder_, "One");
        fs::copy(folder_, *scratch_ / "Copy.espalier", fs::copy_options::recursive);
        const auto one = Project::open(folder_);
        QCOMPARE(Project::open(*scratch_ / "Copy.espalier")->name(), "One");
    }

    void createsNothingOverSomething() {
        fs::create_directories(folder_);
        Project::create(folder_, "into an empty folder");
        VERIFY_SAYS(failureOf(ErrorKind::File, [&] { Project::create(folder_, "again"); }),
                    "not an empty folder");
        const auto file = scratch_->write("file", "x");
        VERIFY_SAYS(failureOf(ErrorKind::File, [&] { Project::create(file, "x"); }), "not an empty folder");
        VERIFY_SAYS(failureOf(ErrorKind::File, [&] { Project::create(file / "below", "x"); }),
                    "can't be written");
    }

    void opensOnlyOnce() {
        const auto project = Project::create(folder_, "One");
        VERIFY_SAYS(failureOf(ErrorKind::Busy, [&] { Project::open(folder_); }), "already open");
    }

    void refusesOthers() {
        VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { Project::open(scratch_->path()); }), "is no project");
        VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { Project::open(*scratch_ / "missing"); }),
                    "is no project");
        Project::create(folder_, "One");
        setVersion(3);
        VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { Project::open(folder_); }),
                    "version 3, this program reads up to 1");
        for (const char* damaged :
             {"", "{", "[]", "{}", "{\"version\":\"one\"}", "{\"version\":1,\"name\":7}"}) {
            writeFileAtomically(folder_ / "project.json", damaged);
            VERIFY_SAYS(failureOf(ErrorKind::Format, [&] { Project::open(folder_); }), "project.json");
        }
    }

    void numbersRuns() {
        const auto project = Project::create(folder_, "One");
        Recipe recipe;
        recipe.model = "all-MiniLM-L6-v2";
        QCOMPARE(project->nextRunFolder(recipe), folder_ / "runs" / "0001-all-minilm-l6-v2");
        fs::create_directories(folder_ / "runs" / "0007-x");
        fs::create_directories(folder_ / "runs" / "notes");
        QCOMPARE(project->nextRunFolder(recipe).filename(), fs::path("0008-all-minilm-l6-v2"));
        fs::create_directories(folder_ / "bin" / "0011-gone");
        QCOMPARE(project->nextRunFolder(recipe).filename(), fs::path("0012-all-minilm-l6-v2"));
    }

    void slugs_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("freeze");
        QTest::addColumn<QString>("slug");
        QTest::newRow("plain") << "MiniLM-L6" << QStringList() << "minilm-l6";
        QTest::newRow("blocks") << "MiniLM-L6" << QStringList{"embeddings", "block.1", "block.2"}
                                << "minilm-l6-freeze2";
        QTest::newRow("embeddings") << "MiniLM-L6" << QStringList{"embeddings"} << "minilm-l6-freeze0";
        QTest::newRow("folder") << "/models/BERT base_cased/" << QStringList() << "bert-base-cased";
        QTest::newRow("hub name") << "org/Some.Model" << QStringList() << "some-model";
        QTest::newRow("long") << "a-very-long-name-of-a-model-that-goes-on" << QStringList()
                              << "a-very-long-name-of-a-mo";
        QTest::newRow("beyond ASCII") << "模型" << QStringList() << "run";
        QTest::newRow("none") << "" << QStringList() << "run";
    }
    void slugs() {
        QFETCH(QString, model);
        QFETCH(QStringList, freeze);
        QFETCH(QString, slug);
        Recipe recipe;
        recipe.model = model.toStdString();
        for (const auto& rung : freeze) recipe.freeze.push_back(rung.toStdString());
        QCOMPARE(QString::fromStdString(slugOf(recipe)), slug);
    }

    // As when a job throws runs away while a person goes on choosing.
    void choicesFromSeveralThreads() {
        const auto project = Project::create(folder_, "One");
        for (int i = 0; i < 20; ++i) fs::create_directories(folder_ / "runs" / fmt::format("{:04}-x", i));
        std::atomic<int> failures = 0;
        const auto guarded = [&](auto&& work) {
            return std::jthread([&failures, work] {
                for (int i = 0; i < 20; ++i) {
                    try {
                        work(i);
                    } catch (const std::exception&) {
                        ++failures;
                    }
                }
            });
        };
        const auto choose = [&](int i) {
            Choices choices;
            choices.model = std::string(static_cast<std::size_t>(i) * 50, 'm');
            choices.currentRun = fmt::format("{:04}-x", i);
            project->setChoices(choices);
        };
        {
            const auto choosing = guarded(choose), choosingToo = guarded(choose);
            const auto discarding = guarded([&](int i) { project->discardRun(fmt::format("{:04}-x", i)); });
            const auto reading = guarded([&](int) {
                const auto model = project->choices().model;
                if (model.find_first_not_of('m') != std::string::npos) throw std::runtime_error("torn");
            });
        }
        QCOMPARE(failures.load(), 0);
        const Json saved = readJson(folder_ / "project.json");
        QCOMPARE(saved["choices"]["model"].get<std::string>(), project->choices().model);
        QCOMPARE(saved["choices"]["current_run"].get<std::string>(), project->choices().currentRun);
        for (const auto& entry : fs::directory_iterator(folder_))
            QVERIFY2(entry.path().extension() != ".tmp", entry.path().c_str());
    }

    void discardsRuns() {
        const auto project = Project::create(folder_, "One");
        fs::create_directories(folder_ / "runs" / "0001-x");
        fs::create_directories(folder_ / "runs" / "0002-y");
        Choices choices;
        choices.currentRun = "0001-x";
        project->setChoices(choices);
        project->discardRun("0001-x");
        QVERIFY(!fs::exists(folder_ / "runs" / "0001-x"));
        QVERIFY(fs::exists(folder_ / "bin" / "0001-x"));
        QCOMPARE(project->choices().currentRun, "");
        for (const char* name : {"0001-x", "", "..", "../runs", "0002-y/"})
            VERIFY_SAYS(failureOf(ErrorKind::Usage, [&] { project->discardRun(name); }), "no run");
        const FolderLock training(folder_ / "runs" / "0002-y", "a run");
        VERIFY_SAYS(failureOf(ErrorKind::Busy, [&] { project->discardRun("0002-y"); }), "is training");
    }
};

QTEST_APPLESS_MAIN(TestProject)
#include "tst_project.moc"
